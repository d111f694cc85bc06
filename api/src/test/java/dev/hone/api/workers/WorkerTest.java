package dev.hone.api.workers;

import static dev.hone.api.testing.Calls.asUser;
import static dev.hone.api.testing.Calls.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Slate;
import dev.hone.api.testing.TinyBase;
import dev.hone.api.testing.Worker;
import dev.hone.orchestrator.invariants.Invariants;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Departure;
import dev.hone.protocol.Directive;
import dev.hone.protocol.Instance;
import dev.hone.protocol.JobProtocol;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.Outcome;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class WorkerTest {
    @Inject Slate slate;
    @Inject Worker worker;
    @Inject Invariants invariants;

    @BeforeEach
    void aBaseAndNothingElse() {
        slate.clean();
        TinyBase.imported("tiny");
    }

    @AfterEach
    void noInvariantIsViolated() {
        assertThat(invariants.check()).isEmpty();
    }

    @Test
    void aJobGoesFromItsSubmissionToAnAdapterThatCanBeDownloaded() {
        // given
        var job = submit();

        // when
        var claim = worker.claim();
        worker.heartbeat(claim, 1).then().statusCode(200).body("directive", equalTo("CONTINUE"));
        asUser().get("/v1/fine_tuning/jobs/" + job).then().body("status", equalTo("running"));
        worker.checkpoint(claim, 50).then().statusCode(201);
        worker.outcome(claim, worker.success(claim)).then().statusCode(200);

        // then
        var done = asUser().get("/v1/fine_tuning/jobs/" + job);
        done.then()
                .body("status", equalTo("succeeded"))
                .body("fine_tuned_model", startsWith("ft:tiny:default:tickets:"))
                .body("trained_tokens", equalTo(1000))
                .body("error", nullValue())
                .body("result_files", hasSize(2))
                .body("x_hone.evaluation", nullValue());
        var model = done.<String>path("fine_tuned_model");
        asUser().get("/v1/models/%s/files".formatted(model))
                .then()
                .body("data.path", hasItem("adapter_model.safetensors"))
                .body("data.sha256", everyItem(matchesPattern("[0-9a-f]{64}")));
        var weights =
                asUser().get("/v1/models/%s/files/adapter_model.safetensors".formatted(model));
        assertThat(weights.asString()).isEqualTo(Worker.WEIGHTS);
        var metrics =
                asUser().get(
                                "/v1/files/%s/content"
                                        .formatted(done.<String>path("result_files[0]")));
        assertThat(metrics.asString()).startsWith("step,train_loss");
        asUser().get("/v1/fine_tuning/jobs/%s/checkpoints".formatted(job))
                .then()
                .body("data.object", contains("fine_tuning.job.checkpoint"))
                .body("data[0].step_number", equalTo(50))
                .body("data[0].fine_tuning_job_id", equalTo(job))
                .body("data[0].metrics.train_loss", equalTo(1.5f))
                .body("data[0].fine_tuned_model_checkpoint", equalTo(model + ":ckpt-step-50"));
    }

    @Test
    void aClaimIsTheRecordOfTheProtocol() {
        submit();

        worker.ask()
                .then()
                .statusCode(200)
                .body("spec.trainingSpec.batchSize", equalTo(16))
                .body("spec.base.name", equalTo("tiny"))
                .body("lease.duration", equalTo("PT30S"))
                .body("attempt", equalTo(1))
                .body("storePrefix", matchesPattern("jobs/ftjob-.*/t\\d+/"));
    }

    @Test
    void aRegistrationSaysWhichVersionsAreServed() {
        worker.ask("registrations", worker.profile(JobProtocol.VERSION))
                .then()
                .statusCode(200)
                .body("served.oldest", equalTo(1))
                .body("served.newest", equalTo(1));
        worker.ask("registrations/end", new Departure("worker-1", new Instance("home-1", 1, "a")))
                .then()
                .statusCode(204);
    }

    @Test
    void aWorkerOfAnotherVersionIsRefusedWithATypedConflict() {
        submit();

        worker.ask("registrations", worker.profile(0))
                .then()
                .statusCode(409)
                .header("x-should-retry", "false")
                .body("error.code", equalTo("worker_too_old"));
        worker.ask("claims", worker.profile(2))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("worker_too_new"))
                .body("error.message", containsString("upgrade the control plane first"));
    }

    @Test
    void aWorkerOfTheTimeBeforeVersionsIsToldToBeUpgraded() {
        worker.ask(
                        "claims",
                        Map.of("worker", "old", "pool", "default", "device", "cpu", "version", "0"))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("worker_too_old"));
    }

    /// Its operator could not reach it: the path of the name is where workers ask.
    @Test
    void aWorkerIsNotNamedByAWordOfTheProtocol() {
        worker.ask("registrations", Map.of("worker", "claims", "pool", "default", "version", "1"))
                .then()
                .statusCode(400)
                .body("error.message", containsString("must not be \"claims\""));
    }

    @Test
    void theFaultsOfLabelsAreToldTogether() {
        worker.ask(
                        "registrations",
                        Map.of(
                                "worker",
                                "w",
                                "pool",
                                "default",
                                "version",
                                "1",
                                "labels",
                                Map.of("Region", "eu", "rack", "x".repeat(65))))
                .then()
                .statusCode(400)
                .body("error.message", containsString("was \"Region\""))
                .body("error.message", containsString("label rack"));
    }

    @Test
    void nothingToDoIs204() {
        worker.ask().then().statusCode(204);
    }

    @Test
    void anOvertakenTokenIsToldToStopAndNotToTryAgain() {
        // given a worker whose job another one has taken over
        submit();
        var first = worker.claim();
        worker.outcome(first, new Outcome.Stopped(Directive.CONTINUE, 0)).then().statusCode(200);
        var second = worker.claim();

        // when
        var answers = List.of(worker.heartbeat(first, 2), worker.checkpoint(first, 2));

        // then
        assertThat(second.token()).isGreaterThan(first.token());
        for (var answer : answers) {
            answer.then()
                    .statusCode(409)
                    .header("x-should-retry", "false")
                    .body("error.code", equalTo("stale_token"));
        }
    }

    @Test
    void aRunningJobIsCancelledThroughItsHeartbeat() {
        // given
        var job = submit();
        var claim = worker.claim();

        // when
        asUser().post("/v1/fine_tuning/jobs/%s/cancel".formatted(job))
                .then()
                .statusCode(200)
                .body("status", equalTo("running"))
                .body("x_hone.state", equalTo("cancelling"))
                .body("x_hone.cancel_requested", equalTo(true));

        // then
        worker.heartbeat(claim, 3).then().body("directive", equalTo("CANCEL"));
        worker.outcome(claim, new Outcome.Stopped(Directive.CANCEL, 3)).then().statusCode(200);
        asUser().get("/v1/fine_tuning/jobs/" + job)
                .then()
                .body("status", equalTo("cancelled"))
                .body("fine_tuned_model", nullValue())
                .body("finished_at", not(nullValue()));
    }

    @Test
    void aCheckpointWithoutItsObjectsIsRefused() {
        submit();
        var claim = worker.claim();
        var missing = new ObjectRef(claim.storePrefix() + "none", "a".repeat(64), 3);
        var manifest =
                new CheckpointManifest(7, 0.1, 1.0, List.of(new NamedObject("none", missing)));

        worker.tell(claim, "checkpoints", manifest)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("object_mismatch"))
                .body("error.message", containsString("not in the store"));
    }
}
