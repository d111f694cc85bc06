package dev.hone.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanTest extends CommandsFixture {
    private static final String JOBS = "POST /v1/fine_tuning/jobs";
    private static final String RUNNING =
            """
            {"object":"fine_tuning.quote","status":"running","pool":"default","workload":null,
             "workers":[],"preflight":{"id":"preflight-1","status":"running","blocking":[]}}
            """;
    private static final String COMPLETE =
            """
            {"object":"fine_tuning.quote","status":"complete","pool":"default",
             "workload":{"rows":2000,"tokens":154834,"learned_tokens":42611,"validation_rows":200,
              "validation_tokens":15000,"steps":375,"steps_per_epoch":125,
              "trained_tokens":464502,"padded_tokens":480000},
             "workers":[
              {"device":"cpu, 2 threads","live":1,
               "memory":{"fits":true,"predicted_mebibytes":414,"available_mebibytes":22312},
               "seconds":{"expected":61.0,"low":52.0,"high":3700.0},"measured_jobs":3,
               "same_base":false,
               "cost":{"energy_kwh":0.0011,"money":0.04,"currency":"EUR"}},
              {"device":"cuda, 8 threads","live":0,
               "memory":{"fits":false,"predicted_mebibytes":9000,"available_mebibytes":null},
               "seconds":null,"seconds_unknown":"the job does not fit its memory",
               "same_base":false,"cost":null}],
             "starts_in_seconds":null,"start_unknown":"a job before it has no quote",
             "preflight":{"id":"preflight-1","status":"succeeded","blocking":[],
              "findings":[{"code":"truncated","severity":"warning","file":"training","rows":2,
               "first_lines":[4,9],"message":"rows longer than max_length","examples":[]}]}}
            """;
    private static final String REFUSED =
            """
            {"object":"fine_tuning.quote","status":"refused","pool":"default","workload":null,
             "workers":[],
             "preflight":{"id":"preflight-1","status":"succeeded",
              "blocking":[{"code":"no_stop_token","severity":"error","file":"training","rows":1,
               "first_lines":[7],"message":"a learned turn without a stop token","examples":[]}],
              "findings":[{"code":"no_stop_token","severity":"error","file":"training","rows":1,
               "first_lines":[7],"message":"a learned turn without a stop token","examples":[]},
               {"code":"truncated","severity":"warning","file":"training","rows":1,
               "first_lines":[8],"message":"rows longer than max_length","examples":[]}]}}
            """;

    @Test
    void aQuoteIsAskedForUntilTheRowsWereGoneOverAndIsThenPrinted() {
        hone.on(JOBS, 200, RUNNING).on(JOBS, 200, COMPLETE);

        var result = run("plan", "--model", "nano", "--data", "file-1", "--epochs", "3");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().map(String::strip))
                .contains(
                        "the rows are still being gone over",
                        "rows                 2,000",
                        "validation rows      200",
                        "tokens of an epoch   154,834",
                        "learned of them      42,611",
                        "steps                375, 125 in an epoch",
                        "tokens of all steps  464,502",
                        "starts in            a job before it has no quote",
                        "cuda, 8 threads: the job does not fit its memory",
                        "warning  truncated, training file: rows longer than max_length  (2: lines 4,"
                                + " 9)")
                .anySatisfy(line ->
                        assertThat(line)
                                .startsWith("cpu, 2 threads")
                                .contains("1 min 1 s", "52.0 s and 1 h 1 min", "414 MiB of 22,312")
                                .endsWith("0.04 EUR, 0.001 kWh"))
                .anySatisfy(line ->
                        assertThat(line)
                                .startsWith("cuda, 8 threads")
                                .contains("unknown", "9,000 MiB of unknown: does not fit"))
                .anySatisfy(line -> assertThat(line).contains("quoted from other bases"));
        assertThat(hone.requests()).hasSize(2);
        assertThat(hone.requests().getFirst().body())
                .contains("\"dry_run\":true")
                .contains("\"n_epochs\":3");
    }

    @Test
    void whatThePreflightRefusesIsNotQuotedAndEndsInFailure() {
        hone.on(JOBS, 200, REFUSED);

        var result = run("plan", "--model", "nano", "--data", "file-1", "--refuse", "truncated");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("would not be let in")
                .contains("error  no_stop_token, training file")
                .containsOnlyOnce("lines 7")
                .containsSubsequence("What else was found", "warning  truncated")
                .doesNotContain("steps");
        assertThat(hone.requests().getFirst().body())
                .contains("\"preflight\":{\"refuse\":[\"truncated\"]}");
    }

    @Test
    void scriptsGetTheQuoteAloneAndFilesAreTakenBack() {
        hone.on("POST /v1/files", 200, "{\"id\":\"file-9\",\"x_hone\":{\"report\":{}}}")
                .on(JOBS, 200, REFUSED)
                .on("DELETE /v1/files/file-9", 200, "{}");
        var data = directory.resolve("train.jsonl").toString();

        var result = run("--json", "plan", "--model", "nano", "--data", data);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).startsWith("{").contains("\"status\":\"refused\"");
        assertThat(result.err()).contains("took back file-9").doesNotContain("no_stop_token");
        assertThat(hone.requests().getLast().method()).isEqualTo("DELETE");
    }

    @Test
    void theSpreadOfErrorsIsPrintedByNearestRank() {
        hone.on(
                "GET /v1/fine_tuning/quotes/errors",
                200,
                """
                {"object":"list","data":[{"error":0.5},{"error":1.0},{"error":1.2},{"error":3.0}]}
                """);

        var result = run("bench", "quote");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().map(String::strip))
                .contains(
                        "jobs                      4",
                        "least                     0.50",
                        "median                    1.00",
                        "last tenth                3.00",
                        "most                      3.00")
                .anySatisfy(line ->
                        assertThat(line).startsWith("off by at most a quarter").contains("50"));
    }

    @Test
    void aPoolThatNobodyServesIsTold() {
        hone.on(
                JOBS,
                200,
                "{\"status\":\"complete\",\"pool\":\"gpu\",\"workload\":{},\"workers\":[]}");

        var result = run("plan", "--model", "nano", "--data", "file-1");

        assertThat(result.out()).contains("No worker was ever seen in pool gpu.");
    }
}
