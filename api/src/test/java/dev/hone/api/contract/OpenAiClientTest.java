package dev.hone.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileListParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJobEvent;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.models.finetuning.jobs.JobListEventsParams;
import com.openai.models.finetuning.jobs.JobListParams;
import com.openai.models.finetuning.jobs.checkpoints.FineTuningJobCheckpoint;
import com.openai.models.finetuning.methods.SupervisedHyperparameters;
import com.openai.models.finetuning.methods.SupervisedMethod;
import com.openai.models.models.Model;
import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Samples;
import dev.hone.api.testing.Slate;
import dev.hone.api.testing.TinyBase;
import dev.hone.api.testing.Worker;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What OpenAI's own Java client makes of our answers. It checks every member of every answer.
@QuarkusTest
@WithTestResource(Platform.class)
class OpenAiClientTest {
    @TestHTTPResource("/v1")
    String baseUrl;

    @Inject Slate slate;
    @Inject Worker worker;

    private OpenAIClient client;

    @BeforeEach
    void aBaseAndAClient() {
        slate.clean();
        TinyBase.imported("tiny");
        client = clientWith(Platform.USER_KEY);
    }

    @AfterEach
    void closeTheClient() {
        client.close();
    }

    /// The client deprecates members that the contract still requires.
    @SuppressWarnings("deprecation")
    @Test
    void aTrainingGoesFromUploadToModel() throws IOException {
        // an upload
        var file = upload(3);
        assertThat(file.status()).isEqualTo(FileObject.Status.PROCESSED);
        assertThat(client.files().retrieve(file.id()).filename()).isEqualTo(file.filename());

        // a job
        var job = client.fineTuning().jobs().create(job(file));
        assertThat(job.status()).isEqualTo(FineTuningJob.Status.QUEUED);
        assertThat(job.error()).isEmpty();
        assertThat(job.hyperparameters().nEpochs().orElseThrow().integer()).contains(2L);
        var asked = job.method().orElseThrow().supervised().orElseThrow().hyperparameters();
        assertThat(asked.orElseThrow()._additionalProperties().get("lora_rank"))
                .isEqualTo(JsonValue.from(4));

        // its end
        worker.succeed(worker.claim());
        var done = client.fineTuning().jobs().retrieve(job.id());
        assertThat(done.status()).isEqualTo(FineTuningJob.Status.SUCCEEDED);
        assertThat(done.trainedTokens()).contains(1_000L);
        var model = done.fineTunedModel().orElseThrow();

        // its results
        try (var metrics = client.files().content(done.resultFiles().getFirst())) {
            assertThat(new String(metrics.body().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("step,train_loss");
        }
        var checkpoints = new ArrayList<FineTuningJobCheckpoint>();
        client.fineTuning()
                .jobs()
                .checkpoints()
                .list(job.id())
                .autoPager()
                .forEach(checkpoints::add);
        assertThat(checkpoints)
                .extracting(FineTuningJobCheckpoint::stepNumber)
                .containsExactly(50L);

        // its model
        assertThat(client.models().retrieve(model).id()).isEqualTo(model);
        assertThat(client.models().list().autoPager().stream().map(Model::id))
                .containsExactly(model, "tiny");
        assertThat(client.models().delete(model).deleted()).isTrue();
        assertThatThrownBy(() -> client.models().retrieve(model))
                .isInstanceOf(NotFoundException.class);
    }

    /// The pager ignores `has_more` and goes on until a page is empty.
    @Test
    void theAutoPagersEnd() {
        var file = upload(1);
        var jobs = new ArrayList<String>();
        for (var count = 0; count < 5; count++) {
            jobs.add(client.fineTuning().jobs().create(job(file)).id());
        }

        var listed = client.fineTuning().jobs().list(JobListParams.builder().limit(2).build());
        var files = client.files().list(FileListParams.builder().limit(1).build());
        var events =
                client.fineTuning()
                        .jobs()
                        .listEvents(
                                JobListEventsParams.builder()
                                        .fineTuningJobId(jobs.getFirst())
                                        .limit(1)
                                        .build());

        assertThat(listed.autoPager().stream().map(FineTuningJob::id))
                .containsExactlyElementsOf(jobs.reversed());
        assertThat(files.autoPager().stream().map(FileObject::id)).containsExactly(file.id());
        assertThat(events.autoPager().stream().map(FineTuningJobEvent::id))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void aJobIsCancelledAndAnEndedOneIsNot() {
        var job = client.fineTuning().jobs().create(job(upload(1)));

        assertThat(client.fineTuning().jobs().cancel(job.id()).status())
                .isEqualTo(FineTuningJob.Status.CANCELLED);

        var ended = client.fineTuning().jobs().create(job(upload(2)));
        worker.succeed(worker.claim());
        assertThatThrownBy(() -> client.fineTuning().jobs().cancel(ended.id()))
                .isInstanceOfSatisfying(
                        OpenAIServiceException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(409));
    }

    @Test
    void aRefusalIsAnExceptionThatNamesItsCause() {
        var file = upload(1);

        assertThatThrownBy(() ->
                        client.fineTuning()
                                .jobs()
                                .create(job(file).toBuilder().model("gpt-x").build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class,
                        refusal -> {
                            assertThat(refusal.param()).contains("model");
                            assertThat(refusal.code()).isPresent();
                            assertThat(refusal.type()).contains("invalid_request_error");
                            assertThat(refusal).hasMessageContaining("gpt-x");
                        });
        assertThatThrownBy(() -> client.files().retrieve("file-none"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("file-none");
    }

    @Test
    void aWrongKeyIsAnExceptionOfItsOwn() {
        var stranger = clientWith("wrong");
        var colleague = clientWith(Platform.WORKER_KEY);

        assertThatThrownBy(() -> stranger.models().list())
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> colleague.models().list())
                .isInstanceOf(PermissionDeniedException.class);
        stranger.close();
        colleague.close();
    }

    @Test
    void aFileIsDeleted() {
        var file = upload(1);

        assertThat(client.files().delete(file.id()).deleted()).isTrue();
        assertThat(client.files().list().autoPager().stream().toList()).isEqualTo(List.of());
    }

    private FileObject upload(int rows) {
        var bytes = Samples.chats(rows).getBytes(StandardCharsets.UTF_8);
        return client.files()
                .create(
                        FileCreateParams.builder()
                                .file(new ByteArrayInputStream(bytes))
                                .purpose(FilePurpose.FINE_TUNE)
                                .build());
    }

    private static JobCreateParams job(FileObject file) {
        return JobCreateParams.builder()
                .model("tiny")
                .trainingFile(file.id())
                .suffix("mine")
                .method(
                        JobCreateParams.Method.builder()
                                .type(JobCreateParams.Method.Type.SUPERVISED)
                                .supervised(
                                        SupervisedMethod.builder()
                                                .hyperparameters(
                                                        SupervisedHyperparameters.builder()
                                                                .nEpochs(2)
                                                                .putAdditionalProperty(
                                                                        "lora_rank",
                                                                        JsonValue.from(4))
                                                                .build())
                                                .build())
                                .build())
                .build();
    }

    private OpenAIClient clientWith(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey(key)
                .responseValidation(true)
                .build();
    }
}
