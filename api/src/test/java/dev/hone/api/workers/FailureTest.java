package dev.hone.api.workers;

import static dev.hone.api.testing.Calls.asUser;
import static dev.hone.api.testing.Calls.submit;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Slate;
import dev.hone.api.testing.TinyBase;
import dev.hone.api.testing.Worker;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Outcome;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class FailureTest {
    @Inject Slate slate;
    @Inject Worker worker;

    @BeforeEach
    void aBaseAndNothingElse() {
        slate.clean();
        TinyBase.imported("tiny");
    }

    @Test
    void aFailureOfTheUsersIsShownWithItsCause() {
        // given
        var job = submit();
        var claim = worker.claim();

        // when
        worker.outcome(
                        claim,
                        new Outcome.Failed(
                                FailureClass.USER, "loss_not_finite", "Step 3: loss is NaN"))
                .then()
                .statusCode(200);

        // then
        asUser().get("/v1/fine_tuning/jobs/" + job)
                .then()
                .body("status", equalTo("failed"))
                .body("error.code", equalTo("loss_not_finite"))
                .body("error.message", equalTo("Step 3: loss is NaN"))
                .body("error", hasKey("param"))
                .body("x_hone.failure_class", equalTo("user"))
                .body("x_hone.failure.whose_move", equalTo("user"))
                .body("x_hone.failure.cause", equalTo(FailureCode.LOSS_NOT_FINITE.cause()))
                .body("x_hone.failure.fix", equalTo(FailureCode.LOSS_NOT_FINITE.fix()))
                .body("x_hone.failure.retryable", equalTo(false))
                .body("x_hone.failure.mapped", equalTo(true))
                .body(
                        "x_hone.failure.reference",
                        equalTo("docs/reference/errors.md#loss_not_finite"));
    }

    @Test
    void aFailureThatNobodyKnowsIsKeptAndCounted() {
        // given
        var job = submit();
        var claim = worker.claim();

        // when
        worker.outcome(claim, new Outcome.Failed(FailureClass.USER, "gpu_on_fire", "It burns"))
                .then()
                .statusCode(200);

        // then
        asUser().get("/v1/fine_tuning/jobs/" + job)
                .then()
                .body("error.code", equalTo("gpu_on_fire"))
                .body("error.message", equalTo("It burns"))
                .body("x_hone.failure.mapped", equalTo(false))
                .body("x_hone.failure.fix", containsString("The log of worker "));
        given().get("/q/metrics")
                .then()
                .body(containsString("hone_failures_unmapped_total{code=\"gpu_on_fire\"} 1.0"));
    }
}
