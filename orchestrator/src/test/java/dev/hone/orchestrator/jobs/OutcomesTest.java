package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.orchestrator.adapters.Adapters;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Directive;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutcomesTest extends PlatformTest {
    @Inject Jobs jobs;
    @Inject Attempts attempts;
    @Inject Adapters adapters;
    @Inject Reconciler reconciler;

    @Test
    void anAttemptKeepsTheCodeAndTheFingerprintOfItsFailure() {
        // given
        var job = fixtures.submit();
        long token = attempts.claim(fixtures.worker("w1")).orElseThrow().token();

        // when
        attempts.finish(
                job.id(),
                token,
                FailureCode.PROCESS_CRASHED
                        .outcome("it crashed")
                        .alike("SIGSEGV in libtorch_cpu.so"));

        // then
        assertThat(
                        fixtures.rows()
                                .text(
                                        "SELECT failure_code || ': ' || failure_fingerprint FROM attempts"))
                .isEqualTo("process_crashed: SIGSEGV in libtorch_cpu.so");
    }

    @Test
    void aSuccessRegistersAdapterResultsAndEvaluation() {
        // given
        var job = fixtures.submit();
        var claim = claim("w1");
        var success = fixtures.success(claim);

        // when
        attempts.finish(job.id(), 1, success);

        // then
        var ended = find(job);
        assertThat(ended.state()).isEqualTo(new JobState.Succeeded());
        assertThat(ended.fineTunedModel()).isEqualTo(job.spec().model());
        assertThat(ended.trainedTokens()).isEqualTo(1_000);
        assertThat(ended.resultFiles()).hasSize(2);
        var evaluation = Objects.requireNonNull(ended.evaluation());
        assertThat(evaluation.adapterExact()).isEqualTo(1);
        assertThat(evaluation.reportFileId()).isEqualTo(ended.resultFiles().getLast());
        var adapter = adapters.find(Fixtures.PROJECT, job.spec().model()).orElseThrow();
        assertThat(adapter.jobId()).isEqualTo(job.id());
        assertThat(adapter.files()).containsExactlyInAnyOrderElementsOf(success.adapter().files());
        assertThat(fixtures.rows().texts("SELECT to_state FROM job_history ORDER BY id"))
                .containsExactly("validating", "queued", "running", "finalizing", "succeeded");
    }

    @Test
    void anOutcomeToldTwiceCountsOnce() {
        // given
        var job = fixtures.submit();
        var success = fixtures.success(claim("w1"));

        // when
        attempts.finish(job.id(), 1, success);
        attempts.finish(job.id(), 1, success);

        // then
        assertThat(fixtures.rows().count("SELECT count(*) FROM adapters")).isEqualTo(1);
        assertThat(find(job).state()).isEqualTo(new JobState.Succeeded());
    }

    @Test
    void anotherOutcomeAfterTheFirstIsStale() {
        // given
        var job = fixtures.submit();
        var claim = claim("w1");
        attempts.finish(job.id(), 1, fixtures.success(claim));

        // when
        var refusal =
                stale(() -> attempts.finish(job.id(), 1, new Outcome.Stopped(Directive.CANCEL, 3)));

        // then
        assertThat(refusal).isEqualTo(new ApiError.StaleToken(job.id(), 1));
    }

    @Test
    void aSuccessWhoseFilesAreDamagedIsTriedAgain() throws Exception {
        // given
        var job = fixtures.submit();
        var success = fixtures.success(claim("w1"));
        fixtures.damage(success.adapter().files().getFirst().object());

        // when
        var refusal = refused(() -> attempts.finish(job.id(), 1, success));

        // then
        assertThat(refusal.code()).isEqualTo("object_mismatch");
        assertThat(refusal.message()).contains("adapter_model.safetensors", "SHA-256");
        assertThat(find(job).state()).isEqualTo(new JobState.Retrying());
        assertThat(fixtures.rows().count("SELECT count(*) FROM adapters")).isZero();
    }

    @Test
    void aSuccessOnOtherDataIsTriedAgain() {
        // given
        var job = fixtures.submit();
        var claim = claim("w1");
        var foreign = fixtures.successOnData(claim, "e".repeat(64));

        // when
        var refusal = refused(() -> attempts.finish(job.id(), 1, foreign));

        // then
        assertThat(refusal.message()).contains("lineage.data must be");
        assertThat(find(job).state()).isEqualTo(new JobState.Retrying());
    }

    @Test
    void aCrashWhileFinalizingIsHealedByTheSameOutcome() {
        // given a control plane that died between the two transactions
        var job = fixtures.submit();
        var success = fixtures.success(claim("w1"));
        fixtures.rows().run("ALTER TABLE adapters ADD CONSTRAINT broken CHECK (token < 0)");
        try {
            assertThat(
                            catchThrowableOfType(
                                    RuntimeException.class,
                                    () -> attempts.finish(job.id(), 1, success)))
                    .isNotNull();
        } finally {
            fixtures.rows().run("ALTER TABLE adapters DROP CONSTRAINT broken");
        }
        assertThat(find(job).state()).isEqualTo(new JobState.Finalizing());

        // when
        attempts.finish(job.id(), 1, success);

        // then
        assertThat(find(job).state()).isEqualTo(new JobState.Succeeded());
    }

    @Test
    void aJobStuckWhileFinalizingIsStartedAgain() {
        // given
        var job = fixtures.submit();
        claim("w1");
        fixtures.rows().run("UPDATE jobs SET state = 'finalizing'");
        fixtures.rows()
                .run(
                        """
                        INSERT INTO job_history (job_id, from_state, to_state, attempt, token, reason)
                        VALUES (?, 'running', 'finalizing', 1, 1, 'planted')
                        """,
                        job.id());
        fixtures.expireLease(job.id());

        // when
        reconciler.endExpiredLeases();

        // then
        assertThat(find(job).state()).isEqualTo(new JobState.Queued());
    }

    @Test
    void aUsersFaultFailsTheJobAtOnce() {
        // given
        var job = fixtures.submit();
        claim("w1");

        // when
        attempts.finish(
                job.id(),
                1,
                new Outcome.Failed(FailureClass.USER, "row_too_long", "row 3 is cut to nothing"));

        // then
        var cause = find(job).failure();
        assertThat(cause)
                .isEqualTo(
                        new JobFailure(
                                FailureClass.USER, "row_too_long", "row 3 is cut to nothing"));
    }

    @Test
    void aPlatformsFaultIsTriedFiveTimes() {
        // given
        var job = fixtures.submit();
        var fault = new Outcome.Failed(FailureClass.PLATFORM, "worker_crashed", "signal 11");

        // when
        for (int start = 1; start <= 5; start++) {
            var claim = claim("w" + start);
            attempts.finish(job.id(), claim.token(), fault);
            fixtures.rows().run("UPDATE jobs SET retry_at = now() WHERE state = 'retrying'");
            reconciler.requeueRetries();
        }

        // then
        var cause = Objects.requireNonNull(find(job).failure());
        assertThat(cause.failure()).isEqualTo(FailureClass.PLATFORM);
        assertThat(cause.message()).contains("signal 11", "failure 5 of at most 5");
        assertThat(find(job).attempt()).isEqualTo(5);
    }

    @Test
    void aRetryWaitsForItsTime() {
        // given
        var job = fixtures.submit();
        claim("w1");

        // when
        attempts.finish(
                job.id(), 1, new Outcome.Failed(FailureClass.RESOURCE, "disk_full", "no space"));

        // then
        assertThat(find(job).state()).isEqualTo(new JobState.Retrying());
        assertThat(reconciler.requeueRetries()).isZero();
        assertThat(attempts.claim(fixtures.worker("w2"))).isEmpty();
    }

    @Test
    void aWorkerThatShutsDownHandsItsJobBackWithoutAFailure() {
        // given
        var job = fixtures.submit();
        claim("w1");

        // when
        attempts.finish(job.id(), 1, new Outcome.Stopped(Directive.CONTINUE, 30));

        // then
        assertThat(find(job).state()).isEqualTo(new JobState.Queued());
        assertThat(fixtures.rows().count("SELECT platform_failures FROM jobs")).isZero();
        assertThat(claim("w2").attempt()).isEqualTo(2);
    }

    private Claim claim(String worker) {
        return attempts.claim(fixtures.worker(worker)).orElseThrow();
    }

    private JobView find(JobView job) {
        return jobs.find(job.project(), job.id()).orElseThrow();
    }

    private static ApiError stale(ThrowingCallable call) {
        return refused(call);
    }

    private static ApiError refused(ThrowingCallable call) {
        return catchThrowableOfType(ApiException.class, call).error();
    }
}
