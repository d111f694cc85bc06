package dev.hone.api.datasets;

import static dev.hone.api.testing.Calls.asUser;
import static dev.hone.api.testing.Calls.dataset;
import static dev.hone.api.testing.Calls.upload;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Samples;
import dev.hone.api.testing.Slate;
import dev.hone.api.testing.TinyBase;
import dev.hone.api.testing.Worker;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Platform.class)
class DatasetsTest {
    private static final String TICKETS = "/v1/datasets/tickets";

    @Inject Slate slate;
    @Inject Worker worker;

    @BeforeEach
    void aDatasetAndNothingElse() {
        slate.clean();
        post("/v1/datasets", "{\"name\":\"tickets\",\"description\":\"of the help desk\"}")
                .statusCode(200);
    }

    @Test
    void aVersionIsMadeOfAFileByItsId() {
        var file = dataset(3);

        post(TICKETS + "/versions", "{\"file\":\"%s\"}".formatted(file))
                .statusCode(200)
                .body("id", equalTo("tickets@1"))
                .body("object", equalTo("dataset.version"))
                .body("version", equalTo(1))
                .body("file", equalTo(file))
                .body("rows", equalTo(3))
                .body("created_by", equalTo("user"))
                .body("tags", hasSize(0))
                .body("deleted_at", nullValue());

        asUser().get(TICKETS)
                .then()
                .statusCode(200)
                .body("id", equalTo("tickets"))
                .body("description", equalTo("of the help desk"))
                .body("latest.version", equalTo(1))
                .body("versions", equalTo(1));
        asUser().get("/v1/datasets").then().body("data.id", contains("tickets"));
    }

    @Test
    void anUploadBecomesAVersionOrIsNotKept() {
        uploadVersion(Samples.chats(3)).statusCode(200).body("id", equalTo("tickets@1"));
        uploadVersion(Samples.chats(3)).statusCode(200).body("id", equalTo("tickets@1"));
        uploadVersion("nonsense\n")
                .statusCode(400)
                .body("error.code", equalTo("faulty_rows"))
                .body("error.message", containsString("line 1: "));

        asUser().get("/v1/files").then().body("data", hasSize(1));
    }

    @Test
    void versionsAreListedPageByPageNewestFirst() {
        add(2);
        add(3);
        add(4);

        var page = asUser().get(TICKETS + "/versions?limit=2");
        String last = page.path("last_id");
        List<String> rest = asUser().get(TICKETS + "/versions?after=" + last).path("data.id");

        assertThat(page.<List<String>>path("data.id")).containsExactly("tickets@3", "tickets@2");
        assertThat(page.<Boolean>path("has_more")).isTrue();
        assertThat(rest).containsExactly("tickets@1");
    }

    @Test
    void aTagIsSetMovedOnlyWhenSaidAndRemoved() {
        add(2);
        add(3);
        var prod = TICKETS + "/tags/prod";

        put(prod, "{\"version\":1}").statusCode(200).body("tags", contains("prod"));
        put(prod, "{\"version\":2}")
                .statusCode(409)
                .header("x-should-retry", "false")
                .body("error.code", equalTo("tag_exists"));
        put(prod, "{\"version\":2,\"move\":true}").statusCode(200);
        asUser().get(TICKETS + "/versions/prod").then().body("version", equalTo(2));
        asUser().get(TICKETS).then().body("tags.prod", equalTo(2));
        asUser().delete(prod).then().statusCode(200).body("object", equalTo("dataset.tag"));
        asUser().get(TICKETS + "/versions/prod").then().statusCode(404);
    }

    @Test
    void theDifferenceShowsRowsByLine() {
        addRows("a=1 b=2 c=3");
        addRows("a=1 b=two d=4");

        asUser().get(TICKETS + "/diff?from=1&to=latest")
                .then()
                .statusCode(200)
                .body("from", equalTo(1))
                .body("to", equalTo(2))
                .body("added", equalTo(1))
                .body("removed", equalTo(1))
                .body("changed", equalTo(1))
                .body("unchanged", equalTo(1))
                .body("rows.change", contains("changed", "removed", "added"))
                .body("rows[0].from.answer", equalTo("2"))
                .body("rows[0].to.answer", equalTo("two"))
                .body("rows[1].from.line", equalTo(3))
                .body("rows[1]", not(hasKey("to")));
    }

    @Test
    void aSplitIsTwoFilesThatAJobCanRead() {
        add(40);

        var split = post(TICKETS + "/versions/1/splits", "{\"validation\":0.3}").statusCode(200);

        String training = split.extract().path("training.file");
        int rows = split.extract().path("training.rows");
        asUser().get("/v1/files/" + training)
                .then()
                .body("filename", equalTo("train.training.jsonl"))
                .body("x_hone.report.rows", equalTo(rows));
        var again = post(TICKETS + "/versions/latest/splits", "{\"validation\":0.3}");
        again.body("training.file", equalTo(training));
        asUser().get(TICKETS + "/versions/1/splits").then().body("data", hasSize(1));
    }

    @Test
    void aJobTakesAVersionByNameAndTheVersionKnowsTheJob() {
        TinyBase.imported("tiny");
        var file = add(5);
        put(TICKETS + "/tags/prod", "{\"version\":1}").statusCode(200);

        var job =
                submit("\"training_file\":\"tickets@prod\"")
                        .statusCode(200)
                        .body("training_file", equalTo(file))
                        .body("x_hone.data_origins[0].file", equalTo(file))
                        .body("x_hone.data_origins[0].versions", contains("tickets@1"))
                        .extract()
                        .<String>path("id");

        asUser().get(TICKETS + "/versions/1/jobs")
                .then()
                .statusCode(200)
                .body("data.id", contains(job))
                .body("data[0].state", equalTo("queued"))
                .body("data[0].uses[0].purpose", equalTo("training"))
                .body("data[0].uses[0].part", equalTo("whole"));
    }

    @Test
    void aJobThatAsksForASplitNamesBothSidesAndTheVersionKnowsIt() {
        TinyBase.imported("tiny");
        add(40);

        var job =
                submit("\"training_file\":\"tickets@1\",\"x_hone\":{\"validation_split\":0.3}")
                        .statusCode(200)
                        .body("validation_file", notNullValue())
                        .body("x_hone.data_origins.split.part", contains("training", "validation"))
                        .body("x_hone.data_origins[1].versions", contains("tickets@1"));

        asUser().get(TICKETS + "/versions/1/jobs")
                .then()
                .body("data.id", contains(job.extract().<String>path("id")))
                .body("data[0].uses.part", contains("training", "validation"));
    }

    @Test
    void aVersionThatARunningJobReadsIsNotDeletedAndAnEndedOneLeavesATombstone() {
        TinyBase.imported("tiny");
        var file = add(5);
        submit("\"training_file\":\"tickets@1\"").statusCode(200);
        var claim = worker.claim();

        asUser().delete(TICKETS + "/versions/1")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("version_in_use"))
                .body("error.message", containsString(claim.spec().jobId()));
        asUser().delete("/v1/files/" + file)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("file_in_version"));
        worker.succeed(claim);
        asUser().delete(TICKETS + "/versions/1")
                .then()
                .statusCode(200)
                .body("deleted_at", notNullValue())
                .body("deleted_by", equalTo("user"))
                .body("sha256", equalTo(claim.spec().training().object().sha256()));

        asUser().get("/v1/files/" + file).then().statusCode(404);
        asUser().get(TICKETS + "/versions").then().body("data.id", contains("tickets@1"));
        asUser().get(TICKETS + "/versions/1/jobs").then().body("data", hasSize(1));
        submit("\"training_file\":\"tickets@1\"")
                .statusCode(400)
                .body("error.param", equalTo("training_file"))
                .body("error.code", equalTo("version_deleted"));
    }

    @Test
    void aDeletedDatasetIsGoneAndItsNameIsFree() {
        add(2);

        asUser().delete(TICKETS).then().statusCode(200).body("deleted", equalTo(true));

        asUser().get(TICKETS).then().statusCode(404);
        post("/v1/datasets", "{\"name\":\"tickets\"}").statusCode(200).body("versions", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /v1/datasets | {"name":"a b"} | 400 | bad_dataset_name
                    /v1/datasets | {} | 400 | bad_dataset_name
                    /v1/datasets | {"name":"x","nane":1} | 400 | unknown_parameter
                    /v1/datasets | {"name":"tickets"} | 409 | dataset_exists
                    /v1/datasets/none/versions | {"file":"file-1"} | 404 | dataset_not_found
                    /v1/datasets/tickets/versions | {"file":"file-1"} | 400 | file_not_found
                    /v1/datasets/tickets/versions | {} | 400 | file_not_found
                    /v1/datasets/tickets/versions/9/splits | {"validation":0.1} | 404 | dataset_version_not_found
                    /v1/datasets/tickets/versions/1/splits | {"validation":0} | 400 | bad_share
                    /v1/datasets/tickets/versions/1/splits | {"validation":1} | 400 | bad_share
                    /v1/datasets/tickets/versions/1/splits | {} | 400 | bad_share
                    /v1/datasets/tickets/versions/1/splits | {"validation":0.0001} | 400 | empty_split
                    """)
    void aWrongRequestIsRefusedByName(String path, String body, int status, String code) {
        add(2);

        post(path, body).statusCode(status).body("error.code", equalTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/datasets/a%00b, 404",
        "/v1/datasets/tickets/versions/a%00b, 404",
        "/v1/datasets/tickets/versions/99999999999, 404",
        "/v1/datasets/tickets/versions?after=x, 400",
        "/v1/datasets?after=a%00b, 200",
        "/v1/datasets/tickets/diff?from=1, 400",
        "/v1/datasets/tickets/diff?from=1&to=7, 404",
        "/v1/datasets/tickets/diff?from=1&to=1&limit=0, 400",
        "/v1/datasets/tickets/versions/1/jobs?after=a%00b, 200"
    })
    void aWrongQuestionIsAnsweredAsSuch(String path, int status) {
        add(2);

        asUser().get(path).then().statusCode(status);
    }

    private static String add(int rows) {
        var file = dataset(rows);
        post(TICKETS + "/versions", "{\"file\":\"%s\"}".formatted(file)).statusCode(200);
        return file;
    }

    /// @param rows `question=answer`, separated by blanks
    private static void addRows(String rows) {
        var lines = new StringBuilder();
        for (var row : rows.split(" ")) {
            var parts = row.split("=", 2);
            lines.append(
                    "{\"prompt\":\"%s\",\"completion\":\"%s\"}\n".formatted(parts[0], parts[1]));
        }
        var file = upload("train.jsonl", lines.toString());
        post(TICKETS + "/versions", "{\"file\":\"%s\"}".formatted(file)).statusCode(200);
    }

    private static ValidatableResponse uploadVersion(String content) {
        return asUser().multiPart("file", "train.jsonl", content.getBytes(UTF_8))
                .post(TICKETS + "/versions/upload")
                .then();
    }

    private static ValidatableResponse submit(String members) {
        return post("/v1/fine_tuning/jobs", "{\"model\":\"tiny\",%s}".formatted(members));
    }

    private static ValidatableResponse post(String path, String body) {
        return asUser().contentType("application/json").body(body).post(path).then();
    }

    private static ValidatableResponse put(String path, String body) {
        return asUser().contentType("application/json").body(body).put(path).then();
    }
}
