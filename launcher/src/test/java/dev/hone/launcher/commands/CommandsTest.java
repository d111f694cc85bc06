package dev.hone.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.launcher.platform.Installation;
import dev.hone.launcher.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final String JOB =
            """
            {"id":"ftjob-1","object":"fine_tuning.job","status":"%s","model":"hone-nano",
             "fine_tuned_model":%s,"created_at":1795000000,"error":%s,
             "x_hone":{"state":"%s","step":%d,"total_steps":40,"loss":1.25,"tokens_per_second":1234.5,"seconds_left":12}}
            """;
    private static final String ABSENT_HASH = "0".repeat(64);

    @TempDir Path directory;
    private FakeHone hone = newFake();

    record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void rows() throws IOException {
        Files.writeString(directory.resolve("train.jsonl"), "{\"messages\":[]}\n");
    }

    @AfterEach
    void stop() {
        hone.close();
    }

    @Test
    void nobodyAtTheAddressIsExitCode3WithAdvice() {
        var url = hone.url();
        hone.close();

        var result = run(Map.of("HONE_URL", url, "HONE_API_KEY", FakeHone.KEY), "jobs");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("no Hone at " + url, "./hone up");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void noPlatformEverStartedIsExitCode3Too() {
        var result = run(Map.of(), "jobs");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains(directory.resolve(".hone").toString(), "./hone up");
    }

    @Test
    void aWrongCommandLineIsExitCode2WithoutStackTrace() {
        assertThat(run("submit").exitCode()).isEqualTo(2);
        assertThat(run("submit").err()).contains("--model").doesNotContain("\tat ");
        assertThat(run("frobnicate").exitCode()).isEqualTo(2);
        assertThat(run("submit", "--model", "m", "--data", "x", "--rank", "many").err())
                .contains("--rank", "many");
        assertThat(run().exitCode()).isEqualTo(2);
    }

    @Test
    void helpIsNoMistake() {
        var result = run("submit", "--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("--evaluation");
    }

    @Test
    void allFaultsOfARefusalAreShown() {
        hone.on("POST /v1/files", 200, "{\"id\":\"file-1\"}")
                .on("DELETE /v1/files/file-1", 200, "{}")
                .on(
                        "POST /v1/fine_tuning/jobs",
                        400,
                        """
                        {"type":"urn:hone:problem:invalid","status":400,"detail":"a; b",
                         "error":{"message":"a; b","type":"invalid_request_error","param":"rank","code":"out_of_range"},
                         "errors":[{"message":"lora_rank must be 1–256, was 0","param":"lora_rank","code":"out_of_range"},
                                   {"message":"n_epochs must be 1–100, was 0","param":"n_epochs","code":"out_of_range"}]}
                        """);

        var result = submit("--rank", "0", "--epochs", "0");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err())
                .contains("lora_rank must be 1–256, was 0", "n_epochs must be 1–100, was 0")
                .doesNotContain("\tat ");
        assertThat(hone.requests())
                .as("nothing half-done remains")
                .anyMatch(request -> request.method().equals("DELETE"));
    }

    @Test
    void aRefusalUnderJsonIsOneObjectOnStandardError() throws Exception {
        hone.on(
                "GET /v1/fine_tuning/jobs/ftjob-9",
                404,
                "{\"error\":{\"message\":\"There is no job \\\"ftjob-9\\\"\",\"code\":\"not_found\"}}");

        var result = run("jobs", "show", "ftjob-9", "--json");

        var error = new ObjectMapper().readTree(result.err()).path("error");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
        assertThat(error.path("code").asText()).isEqualTo("not_found");
        assertThat(error.path("message").asText()).contains("ftjob-9");
    }

    @Test
    void aFailureOfTheServerIsExitCode1() {
        hone.on("GET /v1/models", 500, "{\"error\":{\"message\":\"internal error\"}}");

        assertThat(run("models").exitCode()).isEqualTo(1);
    }

    @Test
    void aWrongKeyIsRefused() {
        hone.on("GET /v1/models", 401, "{\"error\":{\"message\":\"The API key is wrong\"}}");

        var result = run("models");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("The API key is wrong");
        assertThat(hone.requests().getFirst().authorization()).isEqualTo("Bearer " + FakeHone.KEY);
    }

    @Test
    void somethingElseThatAnswersIsNotTakenForHone() {
        hone.on("GET /v1/models", 200, "<html>hello</html>");

        var result = run("models");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("not Hone");
    }

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
                                + "\"x_hone\":{\"evaluation_file\":\"file-2\"},"
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

    @Test
    void idsWithColonsAndSlashesAreOnePathSegment() {
        hone.on("DELETE /v1/models/ft%3Ahone%2Fnano", 200, "{\"deleted\":true}");

        assertThat(run("models", "delete", "ft:hone/nano").exitCode()).isZero();
    }

    @Test
    void aPulledModelIsVerified() throws Exception {
        var target = directory.resolve("adapter");
        hone.on(
                        "GET /v1/models/m/files",
                        200,
                        "{\"data\":[{\"path\":\"a/b.bin\",\"bytes\":3,\"sha256\":\""
                                + "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                                + "\"}]}")
                .on("GET /v1/models/m/files/a/b.bin", 200, "abc");

        assertThat(run("models", "pull", "m", target.toString()).exitCode()).isZero();
        assertThat(target.resolve("a/b.bin")).hasContent("abc");
        assertThat(run("models", "pull", "m", target.toString()).err()).contains("exists already");
    }

    @Test
    void aDamagedModelLeavesNothing() {
        var target = directory.resolve("adapter");
        hone.on(
                        "GET /v1/models/m/files",
                        200,
                        "{\"data\":[{\"path\":\"b.bin\",\"bytes\":3,\"sha256\":\""
                                + ABSENT_HASH
                                + "\"}]}")
                .on("GET /v1/models/m/files/b.bin", 200, "abc");

        var result = run("models", "pull", "m", target.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("arrived damaged");
        assertThat(directory).isDirectoryNotContaining("glob:**adapter*");
    }

    @Test
    void aServerCannotWriteOutsideTheDirectory() {
        hone.on(
                "GET /v1/models/m/files",
                200,
                "{\"data\":[{\"path\":\"../evil\",\"bytes\":3,\"sha256\":\""
                        + ABSENT_HASH
                        + "\"}]}");

        var result = run("models", "pull", "m", directory.resolve("adapter").toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("outside the model");
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @Test
    void anImportSendsEveryFileUnderItsRelativePath() throws Exception {
        var model = Files.createDirectories(directory.resolve("my-model/sub"));
        Files.writeString(model.resolve("b.json"), "{}");
        Files.writeString(Files.createDirectory(model.resolveSibling(".cache")).resolve("x"), "x");
        Files.writeString(model.resolveSibling("config.json"), "{\"a\":1}");
        hone.on("POST /v1/models/import", 200, "{\"id\":\"my-model\"}");

        var result = run("models", "import", directory.resolve("my-model").toString());

        assertThat(result.exitCode()).isZero();
        assertThat(hone.requests().getFirst().body())
                .contains(
                        "name=\"name\"\r\n\r\nmy-model",
                        "filename=\"config.json\"",
                        "filename=\"sub/b.json\"");
    }

    @Test
    void findingsOfAnUploadAreShownWithTheirLines() {
        hone.on(
                "POST /v1/files",
                200,
                """
                {"id":"file-1","x_hone":{"report":{"rows":2,"usable_rows":1,
                 "findings":[{"code":"not_json","line":2,"message":"expected a JSON object"}]}}}
                """);

        var result = run("files", "upload", directory.resolve("train.jsonl").toString());

        assertThat(result.out())
                .contains("2 rows, 1 usable", "line 2: expected a JSON object")
                .contains("./hone files delete file-1");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aUrlWithAPathIsAWrongCommandLine() {
        var result = run(Map.of(), "jobs", "--url", "http://x/v1", "--api-key", "k");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("http(s)://host:port", "http://x/v1");
    }

    private Result submit(String... more) {
        var arguments =
                new String[] {
                    "submit",
                    "--model",
                    "hone-nano",
                    "--data",
                    directory.resolve("train.jsonl").toString()
                };
        var all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return run(all);
    }

    private Result run(String... arguments) {
        return run(Map.of("HONE_URL", hone.url(), "HONE_API_KEY", FakeHone.KEY), arguments);
    }

    private Result run(Map<String, String> variables, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        new HashMap<>(variables),
                        directory,
                        Installation.at(Path.of("..")),
                        Terminal.plain(new PrintStream(out, true, StandardCharsets.UTF_8)),
                        Terminal.plain(new PrintStream(err, true, StandardCharsets.UTF_8)));
        var exitCode = HoneCommand.run(surroundings, arguments);
        return new Result(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private static String job(String status, String model, String state, int step) {
        return JOB.formatted(status, model, "null", state, step);
    }

    private static String page(String object, boolean more) {
        return "{\"object\":\"list\",\"data\":[" + object + "],\"has_more\":" + more + "}";
    }

    private static FakeHone newFake() {
        try {
            return new FakeHone();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
