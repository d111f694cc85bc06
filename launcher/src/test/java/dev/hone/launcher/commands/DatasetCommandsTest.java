package dev.hone.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatasetCommandsTest extends CommandsFixture {
    private static final String VERSION =
            """
            {"id":"tickets@1","dataset":"tickets","version":1,"file":"file-1","rows":3,"tags":[]}
            """;
    private static final String UPLOADED = "{\"id\":\"file-1\",\"x_hone\":{\"report\":{}}}";

    @Test
    void addUploadsTheFileAndCreatesTheDatasetIfThereIsNone() {
        hone.on("POST /v1/datasets", 200, "{\"id\":\"tickets\"}")
                .on("POST /v1/files", 200, UPLOADED)
                .on("POST /v1/datasets/tickets/versions", 200, VERSION);

        var result = run("datasets", "add", "tickets", train());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("created dataset tickets", "added tickets@1");
        assertThat(hone.requests().getLast().body()).isEqualTo("{\"file\":\"file-1\"}");
    }

    @Test
    void aFileWhoseRowsAreAVersionAlreadyIsTakenBack() {
        hone.on("GET /v1/datasets/tickets", 200, "{\"id\":\"tickets\"}")
                .on("POST /v1/files", 200, UPLOADED.replace("file-1", "file-2"))
                .on("POST /v1/datasets/tickets/versions", 200, VERSION)
                .on("DELETE /v1/files/file-2", 200, "{}");

        var result = run("datasets", "add", "tickets", train());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("those of tickets@1: no new version");
        assertThat(hone.requests().getLast().method()).isEqualTo("DELETE");
    }

    @Test
    void aRefusedFileIsTakenBackAndTheRefusalShown() {
        hone.on("GET /v1/datasets/tickets", 200, "{\"id\":\"tickets\"}")
                .on("POST /v1/files", 200, UPLOADED)
                .on(
                        "POST /v1/datasets/tickets/versions",
                        400,
                        "{\"error\":{\"message\":\"faulty\",\"code\":\"faulty_rows\"}}")
                .on("DELETE /v1/files/file-1", 200, "{}");

        var result = run("datasets", "add", "tickets", train());

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("faulty");
        assertThat(result.out()).contains("took back file-1");
    }

    @Test
    void aDatasetThatWasCreatedForARefusedFileGoesAgain() {
        hone.on("POST /v1/datasets", 200, "{\"id\":\"tickets\"}")
                .on("POST /v1/files", 200, UPLOADED)
                .on("POST /v1/datasets/tickets/versions", 400, "{}")
                .on("DELETE /v1/datasets/tickets", 200, "{}")
                .on("DELETE /v1/files/file-1", 200, "{}");

        assertThat(run("datasets", "add", "tickets", train()).exitCode()).isEqualTo(4);
        assertThat(hone.requests())
                .filteredOn(request -> request.method().equals("DELETE"))
                .extracting(FakeHone.Request::target)
                .containsExactly("/v1/datasets/tickets", "/v1/files/file-1");
    }

    @Test
    void aDifferenceIsShownAsAPatchAndAsJsonUnchanged() {
        var diff =
                """
                {"dataset":"tickets","from":1,"to":2,"added":0,"removed":0,"changed":1,"unchanged":2,"rows":[{"change":"changed","from":{"line":7,"asked":"why","answer":"so"},"to":{"line":8,"asked":"why","answer":"not so"}}]}\
                """;
        hone.on("GET /v1/datasets/tickets/diff", 200, diff);

        var people = run("datasets", "diff", "tickets", "1", "latest");
        var script = run("datasets", "diff", "tickets", "1", "latest", "--json");

        assertThat(people.out())
                .contains(
                        "tickets 1 -> 2: 0 added, 0 removed, 1 changed, 2 unchanged",
                        "- line 7  why  =>  so",
                        "+ line 8  why  =>  not so");
        assertThat(script.out()).isEqualTo(diff + "\n");
        assertThat(hone.requests().getFirst().target()).contains("from=1&to=latest&limit=20");
    }

    @Test
    void aTagIsSetOnTheVersionsNumber() {
        hone.on("GET /v1/datasets/tickets/versions/latest", 200, VERSION)
                .on("PUT /v1/datasets/tickets/tags/prod", 200, VERSION);

        var result = run("datasets", "tag", "tickets@latest", "prod", "--move");

        assertThat(result.out()).isEqualTo("tickets@prod is tickets@1\n");
        assertThat(hone.requests().getLast().body()).isEqualTo("{\"version\":1,\"move\":true}");
    }

    @Test
    void aSplitSaysWhichFileIsWhich() {
        hone.on(
                "POST /v1/datasets/tickets/versions/3/splits",
                200,
                "{\"training\":{\"file\":\"file-a\",\"rows\":9},\"validation\":{\"file\":\"file-b\",\"rows\":1}}");

        var result = run("datasets", "split", "tickets@3", "--validation", "0.2");

        assertThat(result.out())
                .contains("training    file-a  9 rows", "validation  file-b  1 rows");
        assertThat(hone.requests().getLast().body()).isEqualTo("{\"validation\":0.2,\"seed\":0}");
    }

    @Test
    void aVersionWithoutAnAtIsAWrongCommandLine() {
        var result = run("datasets", "split", "tickets");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("NAME@NUMBER", "\"tickets\"");
    }

    @Test
    void showListsVersionsWithTheirTombstones() {
        hone.on("GET /v1/datasets/tickets", 200, "{\"id\":\"tickets\"}")
                .on(
                        "GET /v1/datasets/tickets/versions",
                        200,
                        page(VERSION.strip().replace("}", ",\"deleted_at\":1795000000}"), false));

        assertThat(run("datasets", "show", "tickets").out()).contains("deleted 20");
    }

    @Test
    void submitTakesAVersionAndAShareForValidation() {
        hone.on("POST /v1/fine_tuning/jobs", 200, job("queued", "null", "queued", 0));

        var result =
                run(
                        "submit",
                        "--model",
                        "hone-nano",
                        "--data",
                        "tickets@prod",
                        "--validation-split",
                        "0.1");

        assertThat(result.exitCode()).isZero();
        assertThat(hone.requests().getFirst().body())
                .contains(
                        "\"training_file\":\"tickets@prod\"",
                        "\"x_hone\":{\"validation_split\":0.1}");
    }

    private String train() {
        return directory.resolve("train.jsonl").toString();
    }
}
