package dev.hone.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class PreflightsTest extends CommandsFixture {
    private static final String REPORT =
            """
            {"id":"preflight-1","status":"succeeded","report":{"training":{"rows":3,"usable_rows":2,
             "tokens":90,"learned_tokens":20,"tokens_by_role":{"user":40,"assistant":50},
             "lengths":{"min":40,"p50":44,"p99":50,"max":50,
              "histogram":[{"from":32,"to":64,"rows":2}]},
             "turn_ends":[{"id":2,"text":"<|end|>","served":true,"turns":2}],
             "fit":{"tokens_per_character":0.3,"ordinary_tokens_per_character":0.25},
             "masked_rows":1,"languages":{"English":3,"German":1},"refused_total":1,"refused":[{"line":2,"message":"role must be user, was robot"}]},
             "validation":null,"findings":[{"code":"unknown_role","severity":"%s","file":"training",
              "rows":1,"first_lines":[2],"message":"rows that cannot be read"}]}}
            """;

    @Test
    void anErrorIsShownWithItsLineAndEndsInFailure() {
        hone.on("POST /v1/preflights", 200, "{\"id\":\"preflight-1\",\"status\":\"queued\"}")
                .on("GET /v1/preflights/preflight-1", 200, REPORT.formatted("error"));

        var result = run("preflight", "--model", "nano", "--data", "file-1", "--max-length", "64");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("3, 2 usable")
                .contains("<|end|> (2 turns)")
                .contains("32–63")
                .containsPattern("rows with masks +1\n")
                .containsPattern(
                        "languages +English 75.0 %, German 25.0 % \\(of 4 rows that tell\\)")
                .contains("line 2: role must be user, was robot")
                .contains("error  unknown_role, training file");
        assertThat(hone.requests().getFirst().body())
                .contains("\"training_file\":\"file-1\"")
                .contains("\"max_length\":64");
    }

    @Test
    void aPreflightTakesRowsAndTheirFormatAsASubmitDoes() throws Exception {
        Files.writeString(directory.resolve("rows.csv"), "question;label\n1+1;2\n");
        hone.on("POST /v1/files", 200, "{\"id\":\"file-9\",\"x_hone\":{\"report\":{}}}")
                .on("POST /v1/preflights", 200, REPORT.formatted("warning"));

        var result =
                run(
                        "preflight",
                        "--model",
                        "nano",
                        "--data",
                        directory.resolve("rows.csv").toString(),
                        "--format",
                        "completion",
                        "--container",
                        "csv",
                        "--columns",
                        "prompt=question,completion=label",
                        "--personal-data",
                        "email=mask",
                        "--validation-split",
                        "0.1");

        assertThat(result.exitCode()).isZero();
        assertThat(hone.requests().getFirst().body())
                .contains("\"columns\":{\"prompt\":\"question\",\"completion\":\"label\"}")
                .contains("\"shape\":\"completion\"");
        assertThat(hone.requests().get(1).body())
                .contains("\"training_file\":\"file-9\"")
                .contains("\"validation_split\":0.1")
                .contains("\"personal_data\":{\"email\":\"mask\"}");
    }

    @Test
    void aFormatForAnUploadedFileIsRefusedBeforeAnythingIsGoneOver() {
        var result = run("preflight", "--model", "nano", "--data", "file-1", "--container", "csv");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(hone.requests()).isEmpty();
    }

    @Test
    void warningsAloneAreNoFailure() {
        hone.on("POST /v1/preflights", 200, REPORT.formatted("warning"));

        var result = run("preflight", "--model", "nano", "--data", "file-1");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("warning  unknown_role");
    }

    @Test
    void aPreviewWithoutColoursBracketsWhatIsLearned() {
        hone.on(
                "GET /v1/files/file-1/rows/3/preview",
                200,
                """
                {"row":3,"line":4,"text":"<u>😀 hi<a>yes","tokens":[{},{},{}],"kept":3,"learned":1,
                 "spans":[{"start":0,"end":3,"role":"template","learned":false},
                  {"start":3,"end":7,"role":"user","learned":false},
                  {"start":7,"end":10,"role":"template","learned":false},
                  {"start":10,"end":13,"role":"assistant","learned":true}],"refused":null}
                """);

        var result = run("files", "preview", "file-1", "--model", "nano", "--row", "3");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("<u>😀 hi<a>[yes]")
                .contains("3 tokens, 3 kept, 1 learned");
        assertThat(hone.requests().getFirst().target()).endsWith("preview?model=nano");
    }

    @Test
    void submitTellsWhatBlocksTheJobAndFails() {
        hone.on(
                        "POST /v1/fine_tuning/jobs",
                        200,
                        "{\"id\":\"ftjob-1\",\"status\":\"validating_files\"}")
                .on(
                        "GET /v1/fine_tuning/jobs/ftjob-1",
                        200,
                        "{\"id\":\"ftjob-1\",\"status\":\"failed\"}")
                .on(
                        "GET /v1/fine_tuning/jobs/ftjob-1/events",
                        200,
                        "{\"data\":[{\"level\":\"error\",\"message\":\"no_stop_token, training"
                                + " file\"}]}");

        var result = run("submit", "--model", "nano", "--data", "file-1", "--ignore", "a,b");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("error  no_stop_token, training file");
        assertThat(hone.requests().getFirst().body())
                .contains("\"preflight\":{\"ignore\":[\"a\",\"b\"]}");
    }
}
