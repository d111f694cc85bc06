package dev.hone.api.preflights;

import static dev.hone.api.testing.Calls.asUser;
import static dev.hone.api.testing.Calls.dataset;
import static dev.hone.api.testing.Calls.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.hone.api.testing.Platform;
import dev.hone.api.testing.TinyBase;
import dev.hone.orchestrator.testing.Await;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PreflightsTest.WithBackground.class)
@WithTestResource(Platform.class)
class PreflightsTest {
    public static final class WithBackground implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hone.jobs.background", "true", "hone.quotes.every", "100ms");
        }
    }

    private static final Path NANO = Path.of("../trainer/models/hone-nano");

    private static String base() throws IOException {
        var form = asUser().multiPart("name", "nano-for-preflights");
        for (var file :
                new String[] {
                    "config.json",
                    "generation_config.json",
                    "tokenizer.json",
                    "tokenizer_config.json",
                    "model.safetensors"
                }) {
            form.multiPart("file", file, Files.readAllBytes(NANO.resolve(file)));
        }
        return form.post("/v1/models/import").then().statusCode(200).extract().path("id");
    }

    private static ValidatableResponse create(Map<String, Object> body) {
        return asUser().contentType(ContentType.JSON).body(body).post("/v1/preflights").then();
    }

    private static ValidatableResponse ended(String id) {
        Await.until(
                "end of the preflight",
                Duration.ofMinutes(2),
                () -> {
                    String status = asUser().get("/v1/preflights/" + id).path("status");
                    return status.equals("succeeded") || status.equals("failed");
                });
        return asUser().get("/v1/preflights/" + id).then();
    }

    @Test
    void aPreflightEndsWithAReportAndIsFoundAgain() throws IOException {
        Map<String, Object> body = Map.of("model", base(), "training_file", dataset(30));
        String id =
                create(body)
                        .statusCode(200)
                        .body("object", equalTo("preflight"))
                        .body("id", startsWith("preflight-"))
                        .extract()
                        .path("id");

        ended(id)
                .body("status", equalTo("succeeded"))
                .body("report.training.usable_rows", equalTo(30))
                .body("report.training.turn_ends[0].text", equalTo("<|end|>"))
                .body("report.training.turn_ends[0].turns", equalTo(30))
                .body("report.base.served", hasSize(2))
                .body("report.findings.code", contains("poor_tokenizer_fit"));
        create(body).body("id", equalTo(id)).body("status", equalTo("succeeded"));
        asUser().get("/v1/preflights").then().body("data.id", hasItem(id));
    }

    private static ValidatableResponse dryRun(String model, String file, String hyperparameters) {
        return asUser().contentType(ContentType.JSON)
                .body(
                        """
                        {"model":"%s","training_file":"%s","hyperparameters":{%s},
                         "x_hone":{"dry_run":true}}
                        """
                                .formatted(model, file, hyperparameters))
                .post("/v1/fine_tuning/jobs")
                .then();
    }

    @Test
    void aDryRunIsQuotedByItsPreflightWhichOtherSettingsShare() throws IOException {
        var model = base();
        var file = dataset(40);

        String id =
                dryRun(model, file, "\"n_epochs\":2")
                        .statusCode(200)
                        .body("status", equalTo("complete"))
                        .body("workload.rows", equalTo(40))
                        .body("workload.steps", equalTo(6))
                        .body("preflight.status", equalTo("succeeded"))
                        .body("preflight.blocking", hasSize(0))
                        .body("preflight.findings.code", hasItem("poor_tokenizer_fit"))
                        .extract()
                        .path("preflight.id");

        dryRun(model, file, "\"n_epochs\":5,\"packing\":true,\"lora_rank\":2")
                .body("status", equalTo("complete"))
                .body("workload.steps", equalTo(5))
                .body("preflight.id", equalTo(id));
    }

    @Test
    void aDryRunOfRowsThatAreRefusedIsNoQuote() throws IOException {
        dryRun(base(), dataset(3), "\"max_length\":8")
                .statusCode(200)
                .body("status", equalTo("refused"))
                .body("workload", nullValue())
                .body("workers", hasSize(0))
                .body("preflight.blocking.code", contains("no_usable_rows"));
    }

    @Test
    void aDryRunSaysWhyRowsCannotBeGoneOver() {
        dryRun(TinyBase.imported("tiny-for-preflights"), dataset(3), "")
                .statusCode(400)
                .body("error.code", equalTo("unusable_tokenizer"))
                .body("error.param", equalTo("model"));
    }

    @Test
    void aJobIsQuotedWithoutBeingAskedFor() throws IOException {
        String job =
                asUser().contentType(ContentType.JSON)
                        .body(Map.of("model", base(), "training_file", dataset(40)))
                        .post("/v1/fine_tuning/jobs")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("id");

        Await.until(
                "a quote",
                Duration.ofMinutes(1),
                () -> asUser().get("/v1/fine_tuning/jobs/" + job).path("x_hone.quote") != null);

        asUser().get("/v1/fine_tuning/jobs/" + job)
                .then()
                .body("x_hone.quote.status", equalTo("complete"))
                .body("x_hone.quote.workload.steps", equalTo(9))
                .body("x_hone.quote.preflight", nullValue());
    }

    @Test
    void aPreflightTakesRowsAsTheJobWould() throws IOException {
        Map<String, Object> body =
                Map.of(
                        "model",
                        base(),
                        "training_file",
                        dataset(40),
                        "x_hone",
                        Map.of("validation_split", 0.25, "personal_data", Map.of("email", "mask")));
        String id =
                create(body)
                        .statusCode(200)
                        .body("validation_split", equalTo(0.25f))
                        .body("personal_data.email", equalTo("mask"))
                        .extract()
                        .path("id");

        var report = ended(id).body("status", equalTo("succeeded")).extract();
        int trained = report.path("report.training.usable_rows");
        int validated = report.path("report.validation.usable_rows");
        assertThat(trained + validated).isEqualTo(40);
        assertThat(validated).isPositive();
    }

    @Test
    void membersThatNobodyKnowsAreRefusedByName() {
        create(Map.of("x_hone", Map.of("validation_splitt", 0.1)))
                .statusCode(400)
                .body("error.param", equalTo("x_hone.validation_splitt"));
    }

    @Test
    void faultyRowsAreReportedNotRefused() throws IOException {
        var file =
                upload("faulty.jsonl", "{\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]}\n");
        String id =
                create(Map.of("model", base(), "training_file", file))
                        .statusCode(200)
                        .extract()
                        .path("id");

        ended(id)
                .body("report.findings.code", hasItem("unknown_role"))
                .body("report.findings.severity", hasItem("error"))
                .body("report.training.refused[0].field", equalTo("messages[0].role"))
                .body("report.training.refused[0].value", equalTo("robot"));
    }

    @Test
    void aRowIsShownAsTheModelReadsIt() throws IOException {
        var path =
                "/v1/files/%s/rows/2/preview?model=%s&max_length=64".formatted(dataset(3), base());

        asUser().get(path)
                .then()
                .statusCode(200)
                .body("row", equalTo(2))
                .body("text", containsString("Say 1"))
                .body("tokens[0].text", equalTo("<|user|>"))
                .body("tokens[0].learned", equalTo(false))
                .body(
                        "spans.findAll { it.learned }",
                        hasSize(org.hamcrest.Matchers.greaterThan(0)));
        asUser().get(path.replace("rows/2", "rows/9"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("row_not_found"));
        asUser().get(path.replace("rows/2", "rows/x")).then().statusCode(400);
    }

    @Test
    void overridesThatNobodyKnowsAreRefusedByName() throws IOException {
        asUser().contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "model",
                                base(),
                                "training_file",
                                dataset(3),
                                "x_hone",
                                Map.of("preflight", Map.of("ignore", new String[] {"nonsense"}))))
                .post("/v1/fine_tuning/jobs")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("unknown_finding"))
                .body("error.message", containsString("nonsense"));
    }
}
