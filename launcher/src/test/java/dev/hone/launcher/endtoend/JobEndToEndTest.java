package dev.hone.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.platform.Await;
import dev.hone.launcher.platform.PartName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("end-to-end")
class JobEndToEndTest {
    private static final String WORKER = "/v1/workers/local-1";

    @TempDir static Path directory;
    private static HoneUnderTest hone;

    @TempDir Path scratch;

    @BeforeAll
    static void start() throws Exception {
        hone = HoneUnderTest.start(directory.resolve("data"));
    }

    @AfterAll
    static void stop() {
        hone.close();
    }

    @AfterEach
    void everyInvariantHolds() {
        hone.assertInvariants();
    }

    @Test
    void aDatasetBecomesARegisteredAdapter() throws Exception {
        var training = hone.upload("train.jsonl", 64, scratch);
        var heldOut = hone.upload("heldout.jsonl", 4, scratch);

        var job = hone.awaitSuccess(hone.job(training).epochs(1).evaluatedOn(heldOut, 4).submit());

        var model = hone.client().get("/v1/models/" + encoded(job));
        assertThat(model.path("id")).isEqualTo(job.path("fine_tuned_model"));
        var files = hone.client().get("/v1/models/" + encoded(job) + "/files").path("data");
        assertThat(files.findValuesAsText("path"))
                .contains("adapter_model.safetensors", "adapter_config.json");
        for (var file : files) {
            assertThat(hone.adapterDigest(job, file.path("path").asText()))
                    .isEqualTo(file.path("sha256").asText());
        }
        var report = job.path("result_files").get(1).asText();
        var answers = hone.json("/v1/files/" + report + "/content").path("answers");
        assertThat(answers).hasSize(4);
        assertThat(answers.findValuesAsText("expected")).noneMatch(String::isBlank);
    }

    @Test
    void tablesArraysAndPackedFilesOfEveryLearnableShapeTrainAnAdapter() throws Exception {
        var files =
                Map.of(
                        "alpaca.csv.gz",
                        "instruction,input,output\n" + "\"Say, twice\",moo,moo moo\n".repeat(8),
                        "sharegpt.json",
                        "[%s]"
                                .formatted(
                                        String.join(
                                                ",\n",
                                                Collections.nCopies(
                                                        8,
                                                        "{\"conversations\":[{\"from\":\"human\",\"value\":\"a\"},{\"from\":\"gpt\",\"value\":\"b\"}]}"))),
                        "text.tsv",
                        "id\ttext\n" + "1\tA whole text is learned.\n".repeat(8),
                        "completion.jsonl.gz",
                        "{\"prompt\":\"a\",\"completion\":\"b\"}\n".repeat(8));

        for (var file : files.entrySet()) {
            var path = scratch.resolve(file.getKey());
            try (var plain = Files.newOutputStream(path);
                    var out = file.getKey().endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            var uploaded = hone.client().upload(path, "fine-tune");
            var report = uploaded.path("x_hone").path("report");
            assertThat(report.path("usable_rows").asInt()).as(file.getKey()).isEqualTo(8);
            assertThat(file.getKey()).startsWith(report.path("format").path("shape").asText());

            var job = hone.awaitSuccess(hone.job(uploaded.path("id").asText()).epochs(1).submit());

            assertThat(job.path("fine_tuned_model").asText()).startsWith("ft:hone-nano");
        }
    }

    @Test
    void aJobWhoseWorkerIsKilledEndsWithTheSameBytesAsOneThatWasNot() throws Exception {
        var training = hone.upload("train.jsonl", 320, scratch);
        var request = hone.job(training).epochs(4).checkpointEverySteps(10);
        var undisturbed = hone.awaitSuccess(request.submit());

        var disturbed = request.submit();
        hone.awaitStep(disturbed, 30);
        hone.kill(PartName.WORKER);
        var ended = hone.awaitSuccess(disturbed);

        assertThat(ended.path("x_hone").path("attempt").asInt()).isEqualTo(2);
        assertThat(hone.adapterDigest(ended, "adapter_model.safetensors"))
                .isEqualTo(hone.adapterDigest(undisturbed, "adapter_model.safetensors"));
    }

    @Test
    void aJobIsHandedOverByADrainThatOutlivesTheWorkerAndGoesOnWhenItIsResumed() throws Exception {
        var training = hone.upload("train.jsonl", 320, scratch);
        var job = hone.job(training).epochs(3).checkpointEverySteps(1_000).submit();
        hone.awaitStep(job, 2);

        var mode = JsonNodeFactory.instance.objectNode().put("mode", "hand_over");
        hone.client().post(WORKER + "/drain", mode);
        awaitDrained();
        var place = hone.client().get(WORKER).path("place");
        hone.kill(PartName.WORKER);
        Await.until(
                "another start of the worker",
                () -> !hone.client().get(WORKER).path("place").equals(place));
        awaitDrained();
        var handedOver = hone.job(job).path("x_hone");
        hone.client().post(WORKER + "/resume", JsonNodeFactory.instance.objectNode());
        var ended = hone.awaitSuccess(job);

        assertThat(handedOver.path("state").asText()).isEqualTo("queued");
        assertThat(ended.path("x_hone").path("attempt").asInt()).isEqualTo(2);
        var checkpoints =
                hone.client()
                        .get("/v1/fine_tuning/jobs/" + job.path("id").asText() + "/checkpoints");
        assertThat(checkpoints.path("data")).hasSize(1);
        assertThat(checkpoints.path("data").get(0).path("step_number").asInt())
                .isGreaterThanOrEqualTo(2);
    }

    private static void awaitDrained() throws Exception {
        Await.until(
                "a drained worker",
                () -> hone.client().get(WORKER).path("state").asText().equals("drained"));
    }

    @Test
    void aRunningJobIsCancelledWithinFifteenSeconds() throws Exception {
        var training = hone.upload("train.jsonl", 320, scratch);
        var job = hone.job(training).epochs(100).submit();
        hone.awaitStep(job, 1);

        var begin = System.nanoTime();
        hone.client().post("/v1/fine_tuning/jobs/" + job.path("id").asText() + "/cancel", job);
        var ended = hone.awaitEnd(job);

        assertThat(ended.path("status").asText()).isEqualTo("cancelled");
        assertThat(ended.path("fine_tuned_model").isNull()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void jobsGoOnAfterPostgresqlKafkaAndTheControlPlaneWereKilled() throws Exception {
        var training = hone.upload("train.jsonl", 320, scratch);
        var job = hone.job(training).epochs(6).checkpointEverySteps(10).submit();
        hone.awaitStep(job, 10);

        hone.kill(PartName.POSTGRESQL);
        hone.kill(PartName.KAFKA);
        hone.kill(PartName.CONTROL_PLANE);

        hone.awaitReachable(job);
        hone.awaitSuccess(job);
    }

    private static String encoded(JsonNode job) {
        return HoneClient.encode(job.path("fine_tuned_model").asText());
    }
}
