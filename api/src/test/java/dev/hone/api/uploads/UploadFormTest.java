package dev.hone.api.uploads;

import static dev.hone.api.testing.Calls.asUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Samples;
import dev.hone.api.testing.Slate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class UploadFormTest {
    @Inject Slate slate;

    @BeforeEach
    void startEmpty() {
        slate.clean();
    }

    @Test
    void aClientThatLostItsMemorySeesWhatHasArrived() {
        var upload = begin(20);
        add(upload, "0123456789");

        asUser().get("/v1/uploads").then().body("data.id", contains(upload));
        asUser().get("/v1/uploads/" + upload)
                .then()
                .statusCode(200)
                .body("status", equalTo("pending"))
                .body("bytes", equalTo(20))
                .body("file", nullValue())
                .body("x_hone.mime_type", equalTo("text/plain"));
        asUser().get("/v1/uploads/%s/parts".formatted(upload))
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("data[0].object", equalTo("upload.part"))
                .body("data[0].upload_id", equalTo(upload))
                .body("data[0].x_hone.bytes", equalTo(10))
                .body(
                        "data[0].x_hone.sha256",
                        equalTo(
                                "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"));
        asUser().get("/v1/uploads/%s/parts?after=%s".formatted(upload, part(upload)))
                .then()
                .body("data", hasSize(0));
    }

    @Test
    void aFormatThatWasGivenAtTheBeginningCountsAtTheEnd() {
        var content = "frage,antwort\nWhat?,That.\n";
        String upload =
                asUser().contentType("application/json")
                        .body(
                                """
                                {"filename": "a.csv", "purpose": "fine-tune", "bytes": %d,
                                 "mime_type": "text/csv",
                                 "expires_after": {"anchor": "created_at", "seconds": 3600},
                                 "x_hone": {"container": "csv", "shape": "completion",
                                     "columns": {"prompt": "frage", "completion": "antwort"}}}
                                """
                                        .formatted(content.length()))
                        .post("/v1/uploads")
                        .then()
                        .statusCode(200)
                        .body("x_hone.format.shape", equalTo("completion"))
                        .extract()
                        .path("id");
        add(upload, content);

        var file =
                asUser().contentType("application/json")
                        .body(Map.of("part_ids", new String[] {part(upload)}))
                        .post("/v1/uploads/%s/complete".formatted(upload))
                        .then()
                        .statusCode(200)
                        .body("file.x_hone.report.usable_rows", equalTo(1))
                        .extract();

        int created = file.path("file.created_at");
        int expires = file.path("file.expires_at");
        assertThat(expires - created).isEqualTo(3_600);
    }

    @Test
    void allThatIsMissingIsNamed() {
        asUser().contentType("application/json")
                .body("{}")
                .post("/v1/uploads")
                .then()
                .statusCode(400)
                .body("errors.param", contains("filename", "purpose", "bytes", "mime_type"));
    }

    @Test
    void theFieldsOfAFormMayStandBehindItsFile() throws Exception {
        var content = Samples.chats(2_000);
        var form = file(content) + field("purpose", "fine-tune") + "--x--\r\n";

        var answer = post(BodyPublishers.ofString(form));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"usable_rows\":2000");
    }

    @Test
    void aFormWithoutALengthIsReadAsItComes() throws Exception {
        var form = field("purpose", "fine-tune") + file(Samples.chats(2_000)) + "--x--\r\n";

        var answer = post(unknownLength(form));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"usable_rows\":2000");
    }

    @Test
    void aFormThatEndsEarlyIsNoFile() throws Exception {
        var form = field("purpose", "fine-tune") + file(Samples.chats(20));

        var answer = post(BodyPublishers.ofString(form));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("incomplete_form");
        asUser().get("/v1/files").then().body("data", hasSize(0));
    }

    @Test
    void aFormWithTwoFilesIsRefused() throws Exception {
        var form = field("purpose", "fine-tune") + file("a") + file("b") + "--x--\r\n";

        var answer = post(BodyPublishers.ofString(form));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("one form brings one file");
    }

    @Test
    void whatIsTooMuchIsRefusedAtOnceOrOnTheWay() throws Exception {
        slate.rows().run("UPDATE projects SET file_bytes_limit = 300000");
        var form = field("purpose", "user_data") + file("x".repeat(400_000)) + "--x--\r\n";

        for (var body : new BodyPublisher[] {BodyPublishers.ofString(form), unknownLength(form)}) {
            var answer = post(body);

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
            assertThat(answer.body()).contains("quota_exceeded", "300,000 more would fit");
        }
        asUser().contentType("application/json")
                .body(request(300_001))
                .post("/v1/uploads")
                .then()
                .statusCode(409)
                .body("error.message", containsString("this needs at least 300,001"));
        assertThat(slate.rows().count("SELECT count(*) FROM reservations")).isZero();
    }

    @Test
    void nothingIsImportedUntilTheOperatorSaysFromWhere() {
        asUser().contentType("application/json")
                .body(
                        """
                        {"url": "https://data.example.com/a.jsonl", "purpose": "fine-tune"}
                        """)
                .post("/v1/files/import")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("import_not_allowed"))
                .body("error.message", containsString("hone.imports.allowed"));
        asUser().contentType("application/json")
                .body("{}")
                .post("/v1/files/import")
                .then()
                .statusCode(400)
                .body("errors.param", contains("url", "purpose"));
    }

    private static BodyPublisher unknownLength(String form) {
        return BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(form.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> post(BodyPublisher body) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://localhost:%d/v1/files"
                                                    .formatted(RestAssured.port)))
                            .header("Authorization", "Bearer " + Platform.USER_KEY)
                            .header("Content-Type", "multipart/form-data; boundary=x")
                            .POST(body)
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static String file(String content) {
        return "--x\r\n"
                + "Content-Disposition: form-data; name=\"file\";"
                + " filename=\"train.jsonl\"\r\n\r\n"
                + content
                + "\r\n";
    }

    private static String field(String name, String value) {
        return "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(name, value);
    }

    private static String request(long bytes) {
        return """
        {"filename": "a.txt", "purpose": "user_data", "bytes": %d, "mime_type": "text/plain"}
        """
                .formatted(bytes);
    }

    private static String begin(long bytes) {
        return asUser().contentType("application/json")
                .body(request(bytes))
                .post("/v1/uploads")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    private static void add(String upload, String content) {
        asUser().multiPart("data", "chunk", content.getBytes(StandardCharsets.UTF_8))
                .post("/v1/uploads/%s/parts".formatted(upload))
                .then()
                .statusCode(200);
    }

    private static String part(String upload) {
        return asUser().get("/v1/uploads/%s/parts".formatted(upload)).path("data[0].id");
    }
}
