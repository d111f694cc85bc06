package dev.hone.api.workers;

import static dev.hone.api.testing.Calls.asUser;
import static dev.hone.api.testing.Calls.asWorker;
import static dev.hone.api.testing.Calls.submit;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Slate;
import dev.hone.api.testing.TinyBase;
import dev.hone.api.testing.Worker;
import dev.hone.protocol.Directive;
import dev.hone.protocol.Outcome;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class OperatorsTest {
    @Inject Slate slate;
    @Inject Worker worker;

    @BeforeEach
    void aBaseAndNothingElse() {
        slate.clean();
        TinyBase.imported("tiny");
    }

    @Test
    void workersAreListedWithWhatTheySayOfThemselves() {
        worker.ask().then().statusCode(204);

        asUser().get("/v1/workers")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("has_more", equalTo(false))
                .body("data.object", contains("worker"))
                .body("data[0].id", equalTo("worker-1"))
                .body("data[0].pool", equalTo("default"))
                .body("data[0].device", equalTo("cpu, 2 threads"))
                .body("data[0].memory_mebibytes", equalTo(4096))
                .body("data[0].labels.region", equalTo("eu"))
                .body("data[0].protocol", equalTo(1))
                .body("data[0].place", equalTo("node-1, process 7"))
                .body("data[0].state", equalTo("idle"))
                .body("data[0].drain", nullValue())
                .body("data[0].job", nullValue());
    }

    @Test
    void aJobIsHandedOverAndTheWorkerResumed() {
        var job = submit();
        var claim = worker.claim();
        asUser().get("/v1/workers/worker-1")
                .then()
                .body("state", equalTo("training"))
                .body("job", equalTo(job));

        drain("worker-1", "hand_over").then().statusCode(200).body("state", equalTo("draining"));
        worker.heartbeat(claim, 3).then().body("directive", equalTo("PREEMPT"));
        worker.outcome(claim, new Outcome.Stopped(Directive.PREEMPT, 3)).then().statusCode(200);

        asUser().get("/v1/fine_tuning/jobs/" + job).then().body("x_hone.state", equalTo("queued"));
        worker.ask().then().statusCode(409).body("error.code", equalTo("worker_drained"));
        asUser().post("/v1/workers/worker-1/resume")
                .then()
                .statusCode(200)
                .body("state", equalTo("idle"))
                .body("drain", nullValue());
        worker.ask().then().statusCode(200);
    }

    @Test
    void aWrongModeIsToldWithTheRightOnes() {
        worker.ask();

        drain("worker-1", "gently")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("mode"))
                .body(
                        "error.message",
                        equalTo("mode must be one of finish, hand_over, was \"gently\""));
    }

    @Test
    void aWorkerThatNobodyKnowsIsNamed() {
        drain("nobody", "finish")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("worker_not_found"))
                .body("error.message", equalTo("No such worker: \"nobody\""));
        asUser().post("/v1/workers/nobody/resume")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("worker_not_found"));
        asUser().get("/v1/workers/nobody").then().statusCode(404);
    }

    @Test
    void theKeyOfWorkersDrainsNothing() {
        worker.ask();

        asWorker()
                .contentType("application/json")
                .body("{\"mode\":\"finish\"}")
                .post("/v1/workers/worker-1/drain")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("wrong_kind_of_key"));
        asWorker().get("/v1/workers").then().statusCode(403);
        asWorker().post("/v1/workers/worker-1/resume").then().statusCode(403);
        asUser().get("/v1/workers/worker-1").then().body("drain", nullValue());
    }

    private static Response drain(String id, String mode) {
        return asUser().contentType("application/json")
                .body("{\"mode\":\"%s\"}".formatted(mode))
                .post("/v1/workers/%s/drain".formatted(id));
    }
}
