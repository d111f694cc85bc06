package dev.hone.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class JobCommandsTest extends CommandsFixture {
    @Test
    void aMissingTrainingFileIsNamed() {
        var result =
                run(
                        "submit",
                        "--model",
                        "hone-nano",
                        "--data",
                        directory.resolve("no.jsonl").toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("no.jsonl does not exist");
    }

    @Test
    void submitSendsEverySettingUnderItsName() throws Exception {
        hone.on("POST /v1/files", 200, "{\"id\":\"file-1\"}")
                .on("POST /v1/fine_tuning/jobs", 200, job("queued", "null", "queued", 0));

        var result =
                submit(
                        "--evaluation",
                        "file-2",
                        "--personal-data",
                        "email=mask,secret=reject",
                        "--epochs",
                        "2",
                        "--batch-size",
                        "8",
                        "--rank",
                        "4",
                        "--alpha",
                        "8",
                        "--target-modules",
                        "q_proj,0.mlp.up_proj",
                        "--dropout",
                        "0.1",
                        "--rslora",
                        "--dora",
                        "--rank-pattern",
                        "layers.0.*=2",
                        "--rank-pattern",
                        "up_proj=3",
                        "--alpha-pattern",
                        "q_proj=1.5",
                        "--learning-rate",
                        "1e-3",
                        "--max-length",
                        "128",
                        "--precision",
                        "fp32",
                        "--max-steps",
                        "30",
                        "--gradient-accumulation-steps",
                        "2",
                        "--packing",
                        "--loss-on",
                        "all",
                        "--schedule",
                        "cosine_with_min_lr",
                        "--min-learning-rate-ratio",
                        "0.2",
                        "--warmup-steps",
                        "3",
                        "--eval-every-steps",
                        "5",
                        "--load-best-model-at-end",
                        "--early-stopping-patience",
                        "4",
                        "--early-stopping-threshold",
                        "0.01",
                        "--seed",
                        "7",
                        "--suffix",
                        "mine",
                        "--json");

        var request =
                new ObjectMapper()
                        .readTree(
                                hone.requests().stream()
                                        .filter(one -> one.target().equals("/v1/fine_tuning/jobs"))
                                        .findFirst()
                                        .orElseThrow()
                                        .body());
        assertThat(result.exitCode()).isZero();
        assertThat(new ObjectMapper().readTree(result.out()).path("id").asText())
                .isEqualTo("ftjob-1");
        assertThat(request.toString())
                .isEqualTo(
                        "{\"model\":\"hone-nano\",\"training_file\":\"file-1\","
                                + "\"x_hone\":{\"personal_data\":{\"email\":\"mask\",\"secret\":\"reject\"},"
                                + "\"evaluation_file\":\"file-2\"},"
                                + "\"suffix\":\"mine\",\"seed\":7,"
                                + "\"method\":{\"type\":\"supervised\",\"supervised\":{\"hyperparameters\":"
                                + "{\"n_epochs\":2,\"max_steps\":30,\"batch_size\":8,"
                                + "\"gradient_accumulation_steps\":2,\"packing\":true,\"loss_on\":\"all\","
                                + "\"lora_rank\":4,\"lora_alpha\":8.0,\"learning_rate\":0.001,"
                                + "\"schedule\":\"cosine_with_min_lr\",\"min_learning_rate_ratio\":0.2,"
                                + "\"warmup_steps\":3,\"max_length\":128,\"precision\":\"fp32\","
                                + "\"eval_every_steps\":5,\"load_best_model_at_end\":true,"
                                + "\"early_stopping_patience\":4,\"early_stopping_threshold\":0.01,"
                                + "\"target_modules\":[\"q_proj\",\"0.mlp.up_proj\"],\"lora_dropout\":0.1,"
                                + "\"use_rslora\":true,\"use_dora\":true,"
                                + "\"rank_pattern\":{\"layers.0.*\":2,\"up_proj\":3},"
                                + "\"alpha_pattern\":{\"q_proj\":1.5}}}}}");
    }

    @Test
    void theCurvesOfAJobAreToldInNumbers() {
        hone.on(
                "GET /v1/fine_tuning/jobs/ftjob-1/metrics",
                200,
                """
                {"object":"fine_tuning.job.metrics","job_id":"ftjob-1","series":[
                 {"metric":"train_loss","stored":345600,"points":[{"step":1,"value":2.5},
                  {"step":870,"value":9.25},{"step":900,"value":0.5},{"step":999,"value":0.75}]}]}
                """);

        var result = run("jobs", "metrics", "ftjob-1", "--points", "20");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().toList().getLast().split(" {2,}"))
                .containsExactly(
                        "train_loss",
                        "345600",
                        "2.5",
                        "0.75",
                        "0.5 at step 900",
                        "9.25 at step 870");
        assertThat(hone.requests().getFirst().target()).endsWith("/metrics?points=20");
    }

    @Test
    void watchEndsWithTheJob() {
        hone.on("GET /v1/fine_tuning/jobs/ftjob-1", 200, job("queued", "null", "queued", 0))
                .on("GET /v1/fine_tuning/jobs/ftjob-1", 200, job("running", "null", "running", 20))
                .on(
                        "GET /v1/fine_tuning/jobs/ftjob-1",
                        200,
                        job("succeeded", "\"ft:hone-nano:default::abc\"", "succeeded", 40));

        var result = run("watch", "ftjob-1");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains(
                        "queued",
                        "50%",
                        "step 20/40",
                        "loss 1.250",
                        "1,235 tokens/s",
                        "12.0 s left")
                .contains("succeeded: model ft:hone-nano:default::abc")
                .doesNotContain("\u001b");
    }

    @Test
    void watchEndsWithTheScoresOfBaseAndAdapter() throws Exception {
        var job =
                (ObjectNode)
                        new ObjectMapper().readTree(job("succeeded", "\"ft:a\"", "succeeded", 40));
        ((ObjectNode) job.path("x_hone"))
                .putObject("evaluation")
                .put("rows", 200)
                .put("base_exact", 1)
                .put("adapter_exact", 183);
        hone.on("GET /v1/fine_tuning/jobs/ftjob-1", 200, job.toString());

        var result = run("watch", "ftjob-1");

        assertThat(result.out())
                .contains("base       0.5 %  1 of 200", "adapter   91.5 %  183 of 200");
    }

    @Test
    void watchOfAFailedJobIsExitCode1WithTheReason() {
        hone.on(
                "GET /v1/fine_tuning/jobs/ftjob-1",
                200,
                JOB.formatted(
                        "failed",
                        "null",
                        "{\"code\":\"x\",\"message\":\"loss is not a number\",\"param\":null}",
                        "failed",
                        3));

        var result = run("watch", "ftjob-1");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("failed: loss is not a number");
    }

    @Test
    void watchAndShowOfAFailedJobSayWhatMendsIt() throws Exception {
        var error = "{\"code\":\"hung\",\"message\":\"no progress\",\"param\":null}";
        var job =
                (ObjectNode)
                        new ObjectMapper()
                                .readTree(JOB.formatted("failed", "null", error, "failed", 3));
        ((ObjectNode) job.path("x_hone"))
                .putObject("failure")
                .put("whose_move", "platform")
                .put("cause", "No sign of work.")
                .put("fix", "Look at its threads.")
                .put("reference", "docs/reference/errors.md#hung");
        hone.on("GET /v1/fine_tuning/jobs/ftjob-1", 200, job.toString());

        var watched = run("watch", "ftjob-1");
        var shown = run("jobs", "show", "ftjob-1");

        assertThat(watched.out())
                .contains(
                        "cause  No sign of work.",
                        "fix    Look at its threads.",
                        "more   docs/reference/errors.md#hung");
        assertThat(shown.out())
                .contains("No sign of work.", "Look at its threads.", "whose move", "platform");
    }

    @Test
    void jsonOfAListIsOneDocumentOverAllPages() throws Exception {
        hone.on("GET /v1/fine_tuning/jobs", 200, page(job("queued", "null", "queued", 0), true))
                .on(
                        "GET /v1/fine_tuning/jobs",
                        200,
                        page(job("queued", "null", "queued", 0), false));

        var result = run("--json", "jobs", "list", "--limit", "5");

        assertThat(new ObjectMapper().readTree(result.out()).path("data")).hasSize(2);
        assertThat(result.err()).isEmpty();
        assertThat(hone.requests().getLast().target()).contains("after=ftjob-1");
    }
}
