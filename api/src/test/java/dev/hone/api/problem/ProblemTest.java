package dev.hone.api.problem;

import static dev.hone.api.testing.Calls.asUser;
import static dev.hone.api.testing.Calls.asWorker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.api.testing.Platform;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class ProblemTest {
    private static final String JOBS = "/v1/fine_tuning/jobs";

    @TestHTTPResource URI server;

    @Test
    void anUnknownRouteIsAProblem() {
        for (var path : new String[] {"/nothing", "/v1", "/v1/nothing", JOBS + "/a/b/c", "/"}) {
            refused(asUser().get(path), 404, "unknown_route", "There is no GET " + path);
        }
    }

    @Test
    void aMethodThatARouteDoesNotHaveIsAProblem() {
        refused(
                asUser().put("/v1/files"),
                405,
                "method_not_allowed",
                "/v1/files does not allow PUT");
    }

    @Test
    void aBodyOfAnotherTypeIsAProblem() {
        refused(
                asUser().contentType("text/csv").body("a,b").post(JOBS),
                415,
                "unsupported_media_type",
                "text/csv");
        refused(
                asUser().contentType("application/json").body("{}").post("/v1/files"),
                415,
                "unsupported_media_type",
                "application/json");
    }

    @Test
    void brokenJsonIsShownWithLineAndColumn() {
        refused(job("{\n  \"model\": }"), 400, "invalid_json", "at line 2, column");
        refused(job("{\"model\": \"a"), 400, "invalid_json", "end-of-input");
        refused(job("{} {}"), 400, "invalid_type", "");
        refused(job("{\"seed\":1,\"seed\":2}"), 400, "invalid_json", "Duplicate");
        refused(job(""), 400, "missing_body", "must have a JSON body");
        refused(job("null"), 400, "missing_body", "must have a JSON body");
    }

    @Test
    void aMemberOfTheWrongTypeIsNamedWithItsValue() {
        refused(job("[]"), 400, "invalid_type", "The body must be an object");
        refused(job("{\"model\": 5}"), 400, "invalid_type", "\"model\" must be a string, was 5");
        refused(
                job("{\"seed\": 1.5}"),
                400,
                "invalid_type",
                "\"seed\" must be an integer, was 1.5");
        refused(job("{\"seed\": \"7\"}"), 400, "invalid_type", "\"seed\" must be an integer");
        refused(
                job("{\"metadata\": {\"a\": 1}}"),
                400,
                "invalid_type",
                "\"metadata.a\" must be a string");
        refused(job("{\"method\": \"dpo\"}"), 400, "invalid_type", "\"method\" must be an object");
    }

    @Test
    void whatARecordOfTheProtocolRefusesIsSaidInItsWords() {
        var heartbeat = "{\"worker\":\"w\",\"step\":-1,\"totalSteps\":0}";
        refused(
                worker("/v1/attempts/ftjob-1/1/heartbeat", heartbeat),
                400,
                "invalid_value",
                "step must be 0–2147483647, was -1");
        refused(
                worker("/v1/workers/claims", "{\"pool\":\"default\"}"),
                400,
                "missing_required_parameter",
                "required member");
        refused(
                worker("/v1/attempts/ftjob-1/1/outcome", "{\"type\":\"vanished\"}"),
                400,
                "invalid_type",
                "unknown type \"vanished\"");
        refused(
                worker("/v1/attempts/ftjob-1/x/heartbeat", "{\"worker\":\"w\"}"),
                404,
                "unknown_route",
                "");
    }

    @Test
    void jsonBeyondTheLimitsIsRefused() {
        refused(job("{\"a\":\"" + "b".repeat(1_100_000) + "\"}"), 413, "body_too_large", "1048576");
        refused(
                job("{\"metadata\":" + "{\"a\":".repeat(70) + "1" + "}".repeat(71)),
                400,
                "invalid_type",
                "");
        refused(
                job("{\"other\":" + "[".repeat(70) + "]".repeat(70) + "}"),
                400,
                "json_too_complex",
                "depth");
    }

    @Test
    void anUploadThatAnnouncesTooMuchIsRefusedBeforeItComes() throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write(
                            """
                            POST /v1/files HTTP/1.1\r
                            Host: localhost\r
                            Content-Type: multipart/form-data; boundary=x\r
                            Content-Length: 99999999999\r
                            \r
                            """
                                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 413")
                    .contains("application/problem+json", "body_too_large", "x-request-id: req_");
        }
    }

    @Test
    void aBadPageSizeIsNamed() {
        for (var limit : new String[] {"0", "-1", "x", "1.5", "100000"}) {
            refused(
                    asUser().get("/v1/files?limit=" + limit),
                    400,
                    "invalid_limit",
                    "limit must be 1–10000, was \"%s\"".formatted(limit));
        }
    }

    @Test
    void aBugShowsItsRequestIdAndNothingElse() {
        var answer = asUser().get("/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.asString())
                .doesNotContain("secret", "Exception", "dev.hone", "\\tat ")
                .contains(answer.header("x-request-id"));
    }

    @Test
    void everyAnswerHasARequestIdOfOurs() {
        var seen = new HashSet<String>();
        for (var path : new String[] {"/v1/files", "/nothing", "/q/openapi", "/q/health/live"}) {
            var id = asUser().header("x-request-id", "forged").get(path).header("x-request-id");
            assertThat(id).as(path).matches("req_[0-9a-f]{32}");
            assertThat(seen.add(id)).isTrue();
        }
    }

    private static Response job(String body) {
        return asUser().contentType("application/json").body(body).post(JOBS);
    }

    private static Response worker(String path, String body) {
        return asWorker().contentType("application/json").body(body).post(path);
    }

    private static void refused(Response answer, int status, String code, String message) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.<String>path("error.code")).as(answer.asString()).isEqualTo(code);
        assertThat(answer.<String>path("error.message")).contains(message);
        assertThat(answer.<String>path("detail")).isEqualTo(answer.<String>path("error.message"));
        assertThat(answer.<Integer>path("status")).isEqualTo(status);
        assertThat(answer.<String>path("type")).isEqualTo("urn:hone:problem:" + code);
        assertThat(answer.<String>path("request_id")).isEqualTo(answer.header("x-request-id"));
        assertThat(answer.asString()).doesNotContain("Exception", "dev.hone.", "fasterxml");
    }
}
