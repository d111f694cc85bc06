package dev.hone.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandsTest extends CommandsFixture {
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
    void aUrlWithAPathIsAWrongCommandLine() {
        var result = run(Map.of(), "jobs", "--url", "http://x/v1", "--api-key", "k");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("http(s)://host:port", "http://x/v1");
    }
}
