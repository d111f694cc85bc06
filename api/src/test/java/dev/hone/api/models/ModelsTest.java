package dev.hone.api.models;

import static dev.hone.api.testing.Calls.asUser;
import static dev.hone.api.testing.Calls.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Slate;
import dev.hone.api.testing.TinyBase;
import dev.hone.api.testing.Worker;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class ModelsTest {
    @Inject Slate slate;
    @Inject Worker worker;

    @BeforeEach
    void nothing() {
        slate.clean();
    }

    @Test
    void anImportedBaseIsAModelWhoseFilesAreTheOnesSent() {
        TinyBase.imported("tiny");

        asUser().get("/v1/models/tiny")
                .then()
                .statusCode(200)
                .body("id", equalTo("tiny"))
                .body("object", equalTo("model"))
                .body("owned_by", equalTo("hone"))
                .body("x_hone.kind", equalTo("base"))
                .body("x_hone.context_length", equalTo(64))
                .body("x_hone.digest", matchesPattern("[0-9a-f]{64}"));
        for (var file : TinyBase.files().entrySet()) {
            var answer = asUser().get("/v1/models/tiny/files/" + file.getKey());
            assertThat(answer.asByteArray()).as(file.getKey()).isEqualTo(file.getValue());
        }
        asUser().get("/v1/models/tiny/files/none").then().statusCode(404);
    }

    @Test
    void theSameFilesAreTheSameBase() {
        TinyBase.imported("tiny");
        TinyBase.imported("tiny");

        asUser().get("/v1/models").then().body("data", hasSize(1));
    }

    @Test
    void anIdWithASlashIsOneSegment() {
        TinyBase.imported("acme/tiny");

        asUser().get("/v1/models/acme%2Ftiny")
                .then()
                .statusCode(200)
                .body("id", equalTo("acme/tiny"));
        asUser().get("/v1/models/acme%2Ftiny/files").then().body("data", hasSize(3));
        asUser().get("/v1/models/acme%2Ftiny/files/config.json").then().statusCode(200);
        asUser().get("/v1/models/acme/tiny").then().statusCode(404);
        asUser().delete("/v1/models/acme%2Ftiny")
                .then()
                .statusCode(200)
                .body("id", equalTo("acme/tiny"));
        asUser().get("/v1/models/acme%2Ftiny")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"));
    }

    @Test
    void anIdWithColonsIsFoundHoweverItIsWritten() {
        var model = adapter();

        asUser().get("/v1/models/" + model)
                .then()
                .statusCode(200)
                .body("x_hone.base", equalTo("tiny"));
        asUser().get("/v1/models/" + model.replace(":", "%3A"))
                .then()
                .statusCode(200)
                .body("id", equalTo(model));
        asUser().delete("/v1/models/" + model)
                .then()
                .statusCode(200)
                .body("object", equalTo("model"))
                .body("deleted", equalTo(true));
        asUser().get("/v1/models/" + model).then().statusCode(404);
    }

    @Test
    void adaptersComeBeforeBasesAndPagesEnd() {
        var model = adapter();
        TinyBase.imported("other");

        var seen = new ArrayList<String>();
        var after = "";
        for (var page = 0; page < 5; page++) {
            List<String> ids = asUser().get("/v1/models?limit=1" + after).path("data.id");
            if (ids.isEmpty()) {
                break;
            }
            seen.addAll(ids);
            after = "&after=" + ids.getLast();
        }

        assertThat(seen).containsExactly(model, "other", "tiny");
        asUser().get("/v1/models")
                .then()
                .body("data.id", equalTo(seen))
                .body("has_more", equalTo(false));
    }

    @Test
    void everyFaultOfADirectoryIsNamed() {
        var answer =
                asUser().multiPart("name", "bad")
                        .multiPart(
                                "file",
                                "config.json",
                                "{\"architectures\":[\"GPT2LMHeadModel\"]}"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .post("/v1/models/import");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("detail"))
                .contains("GPT2LMHeadModel", "model.safetensors is missing");
        assertThat(answer.<List<String>>path("errors.message")).hasSizeGreaterThan(2);
        asUser().get("/v1/models").then().body("data", hasSize(0));
    }

    @Test
    void aPathThatLeavesTheDirectoryIsRefused() {
        for (var path : List.of("../evil", "/etc/evil", "a/../b", ".hidden", "a//b", "a\\b", "é")) {
            asUser().multiPart("name", "bad")
                    .multiPart("file", path, new byte[] {1})
                    .post("/v1/models/import")
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("invalid_path"));
        }
        asUser().multiPart("name", "bad")
                .multiPart("file", "a", new byte[] {1})
                .multiPart("file", "a", new byte[] {1})
                .post("/v1/models/import")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("duplicate_path"));
        asUser().multiPart("name", "bad")
                .multiPart("file", "a", new byte[] {1})
                .multiPart("file", "a/b", new byte[] {1})
                .post("/v1/models/import")
                .then()
                .statusCode(400)
                .body("error.message", containsString("same path"));
        asUser().multiPart("nothing", "nothing")
                .post("/v1/models/import")
                .then()
                .statusCode(400)
                .body("errors.param", equalTo(List.of("name", "file")));
    }

    /// A job from submission to its adapter.
    private String adapter() {
        TinyBase.imported("tiny");
        var job =
                asUser().contentType("application/json")
                        .body("{\"model\":\"tiny\",\"training_file\":\"%s\"}".formatted(dataset(1)))
                        .post("/v1/fine_tuning/jobs")
                        .<String>path("id");
        worker.succeed(worker.claim());
        var model =
                asUser().get("/v1/fine_tuning/jobs/" + job)
                        .then()
                        .body("fine_tuned_model", startsWith("ft:tiny:default:"))
                        .body("error", nullValue())
                        .extract()
                        .<String>path("fine_tuned_model");
        return model;
    }
}
