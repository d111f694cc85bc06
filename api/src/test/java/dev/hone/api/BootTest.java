package dev.hone.api;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@io.quarkus.test.common.WithTestResource(dev.hone.api.testing.Platform.class)
@SuppressWarnings({"ALL"})
class BootTest {
    void show(String method, String path, String body, String type, String key) {
        var r = given();
        if (key != null) r = r.header("Authorization", "Bearer " + key);
        if (body != null) r = r.contentType(type).body(body);
        var a = r.request(method, path);
        System.out.println(
                "### "
                        + method
                        + " "
                        + path
                        + " -> "
                        + a.statusLine()
                        + "\n"
                        + a.headers()
                        + "\n"
                        + a.asString());
    }

    @Test
    void shows() {
        var u = "user-key-of-the-tests-0123456789-abcdef";
        for (var q : new String[] {"/ping2", "/ping3", "/ping4"}) show("GET", q, null, null, u);
        show("GET", "/ping", null, null, u);
        show("GET", "/v1/files", null, null, null);
        show("GET", "/v1/files", null, null, u);
        show("GET", "/v1/files?limit=x", null, null, u);
        show("GET", "/nothing", null, null, u);
        show("GET", "/v1/nothing", null, null, u);
        show("PUT", "/v1/files", null, null, u);
        show("POST", "/v1/workers/claims", "{}", "application/json", u);
        show("POST", "/v1/fine_tuning/jobs", "{\n \"model\": }", "application/json", u);
        show("POST", "/v1/fine_tuning/jobs", "{\n \"model\": 5}", "application/json", u);
        show(
                "POST",
                "/v1/fine_tuning/jobs",
                "{\n \"model\": \"x\", \"mo\":4, \"method\":{\"typ\":1}}",
                "application/json",
                u);
        show("POST", "/v1/fine_tuning/jobs", "{\"seed\":\"12\"}", "application/json", u);
        show("POST", "/v1/fine_tuning/jobs", "{\"seed\":1.5}", "application/json", u);
        show("POST", "/v1/fine_tuning/jobs", "{\"seed\":1,\"seed\":2}", "application/json", u);
        show("POST", "/v1/fine_tuning/jobs", "[]", "application/json", u);
        show("POST", "/v1/fine_tuning/jobs", "", "application/json", u);
        show("POST", "/v1/fine_tuning/jobs", "{\"model\":\"", "application/json", u);
        show("POST", "/v1/fine_tuning/jobs", "{}", "text/plain", u);
        show("POST", "/v1/fine_tuning/jobs", "[".repeat(100), "application/json", u);
        show(
                "POST",
                "/v1/fine_tuning/jobs",
                "{\"a\":\"" + "b".repeat(1200000) + "\"}",
                "application/json",
                u);
        show("POST", "/v1/files", "x", "application/json", u);
        var w = "worker-key-of-the-tests-0123456789-abcdef";
        show("POST", "/v1/workers/claims", "{}", "application/json", w);
        show("POST", "/v1/attempts/j/x/outcome", "{}", "application/json", w);
        show("POST", "/v1/attempts/j/1/outcome", "{}", "application/json", w);
        show("POST", "/v1/attempts/j/1/outcome", "{\"type\":\"x\"}", "application/json", w);
        show(
                "POST",
                "/v1/attempts/j/1/outcome",
                "{\"type\":\"failed\",\"failure\":\"usr\"}",
                "application/json",
                w);
        var a =
                given().header("Authorization", "Bearer " + u)
                        .multiPart(
                                "file",
                                "a/b c.jsonl",
                                "x".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .multiPart("purpose", "x")
                        .post("/v1/files");
        System.out.println("### multi " + a.asString());
        a =
                given().header("Authorization", "Bearer " + u)
                        .multiPart("purpose", "")
                        .post("/v1/files");
        System.out.println("### multi " + a.asString());
        a =
                given().header("Authorization", "Bearer " + u)
                        .multiPart(
                                "file",
                                "a/b c.jsonl",
                                "x".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .multiPart("name", "x")
                        .post("/v1/models/import");
        System.out.println("### multi " + a.asString());
        System.out.println(given().get("/q/openapi").asString());
    }
}
