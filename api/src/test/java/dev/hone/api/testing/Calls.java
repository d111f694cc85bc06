package dev.hone.api.testing;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;

/// Requests as the two kinds of caller make them.
public final class Calls {
    private Calls() {}

    public static RequestSpecification asUser() {
        // Ids are written as a client writes them; nothing is encoded twice.
        return given().urlEncodingEnabled(false).auth().preemptive().oauth2(Platform.USER_KEY);
    }

    public static RequestSpecification asWorker() {
        return given().urlEncodingEnabled(false).auth().preemptive().oauth2(Platform.WORKER_KEY);
    }

    /// Uploads a dataset of good rows and answers its id.
    public static String dataset(int rows) {
        return upload("train.jsonl", Samples.chats(rows));
    }

    /// Creates a job on the base `tiny` and a dataset of two rows, and answers its id.
    public static String submit() {
        return asUser().contentType("application/json")
                .body(
                        """
                        {"model":"tiny","training_file":"%s","suffix":"tickets"}
                        """
                                .formatted(dataset(2)))
                .post("/v1/fine_tuning/jobs")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    public static String upload(String filename, String content) {
        return asUser().multiPart("purpose", "fine-tune")
                .multiPart("file", filename, content.getBytes(StandardCharsets.UTF_8))
                .post("/v1/files")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }
}
