package dev.hone.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.files.FilePurpose;
import com.openai.models.uploads.Upload;
import com.openai.models.uploads.UploadCompleteParams;
import com.openai.models.uploads.UploadCreateParams;
import com.openai.models.uploads.parts.PartCreateParams;
import com.openai.models.uploads.parts.UploadPart;
import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Samples;
import dev.hone.api.testing.Slate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Uploads in parts as OpenAI's own Java client makes them, with its check of every member.
@QuarkusTest
@WithTestResource(Platform.class)
class OpenAiUploadTest {
    private static final byte[] CONTENT = Samples.chats(200).getBytes(StandardCharsets.UTF_8);
    private static final int CUT = 5_000;

    @TestHTTPResource("/v1")
    String baseUrl;

    @Inject Slate slate;

    private OpenAIClient client;

    @BeforeEach
    void aClient() {
        slate.clean();
        client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(baseUrl)
                        .apiKey(Platform.USER_KEY)
                        .responseValidation(true)
                        .build();
    }

    @AfterEach
    void closeTheClient() {
        client.close();
    }

    @Test
    void partsBecomeAFile() throws IOException {
        // given
        var upload = begin(CONTENT.length);
        assertThat(upload.status()).isEqualTo(Upload.Status.PENDING);
        assertThat(upload.expiresAt() - upload.createdAt()).isEqualTo(3_600);
        assertThat(upload.file()).isEmpty();

        // when
        var second = add(upload, Arrays.copyOfRange(CONTENT, CUT, CONTENT.length));
        var first = add(upload, Arrays.copyOfRange(CONTENT, 0, CUT));
        var completed = complete(upload, first.id(), second.id());

        // then
        assertThat(first.uploadId()).isEqualTo(upload.id());
        assertThat(completed.status()).isEqualTo(Upload.Status.COMPLETED);
        var file = completed.file().orElseThrow();
        assertThat(file.filename()).isEqualTo("tickets.jsonl");
        assertThat(client.files().retrieve(file.id()).bytes()).isEqualTo(CONTENT.length);
        try (var content = client.files().content(file.id())) {
            assertThat(content.body()).hasBinaryContent(CONTENT);
        }
        assertThat(complete(upload, first.id(), second.id()).file().orElseThrow().id())
                .isEqualTo(file.id());
    }

    @Test
    void refusalsAreExceptionsThatNameTheirCause() {
        var upload = begin(CONTENT.length);
        var first = add(upload, Arrays.copyOfRange(CONTENT, 0, CUT));

        assertThatThrownBy(() -> complete(upload, first.id()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("the parts named have 5,000");
        assertThatThrownBy(() -> complete(upload, "part_none"))
                .isInstanceOfSatisfying(
                        BadRequestException.class,
                        refusal -> assertThat(refusal.param()).contains("part_ids[0]"));
        assertThatThrownBy(() -> begin(30L << 30)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void aCancelledUploadTakesNothing() {
        var upload = begin(CONTENT.length);

        assertThat(client.uploads().cancel(upload.id()).status())
                .isEqualTo(Upload.Status.CANCELLED);
        assertThatThrownBy(() -> add(upload, CONTENT))
                .isInstanceOfSatisfying(
                        OpenAIServiceException.class,
                        refusal -> {
                            assertThat(refusal.statusCode()).isEqualTo(409);
                            assertThat(refusal.code()).contains("upload_cancelled");
                        });
    }

    private Upload begin(long bytes) {
        return client.uploads()
                .create(
                        UploadCreateParams.builder()
                                .filename("tickets.jsonl")
                                .purpose(FilePurpose.FINE_TUNE)
                                .bytes(bytes)
                                .mimeType("text/jsonl")
                                .build());
    }

    private UploadPart add(Upload upload, byte[] content) {
        return client.uploads()
                .parts()
                .create(upload.id(), PartCreateParams.builder().data(content).build());
    }

    private Upload complete(Upload upload, String... parts) {
        return client.uploads()
                .complete(
                        upload.id(),
                        UploadCompleteParams.builder().partIds(List.of(parts)).build());
    }
}
