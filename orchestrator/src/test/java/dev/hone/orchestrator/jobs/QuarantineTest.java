package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.FailureCode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QuarantineTest extends PlatformTest {
    @Inject Attempts attempts;
    @Inject Jobs jobs;
    @Inject Reconciler reconciler;

    @Test
    void aJobThatBreaksTwoWorkersInTheSameWayIsNotStartedAgain() {
        // given
        var job = fixtures.submit();
        crash("w1", "SIGSEGV in libtorch");

        // when
        crash("w2", "SIGSEGV in libtorch");

        // then
        var failure = jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().failure();
        assertThat(failure).extracting(JobFailure::failure).isEqualTo(FailureClass.POISON);
        assertThat(failure).extracting(JobFailure::code).isEqualTo("quarantined");
        assertThat(failure)
                .extracting(JobFailure::message)
                .asString()
                .startsWith("it broke the workers w1 and w2 in the same way");
    }

    @Test
    void aJobThatBreaksOneWorkerTwiceIsStartedAgain() {
        // given
        var job = fixtures.submit();
        crash("w1", "SIGSEGV in libtorch");

        // when
        crash("w1", "SIGSEGV in libtorch");

        // then
        assertThat(jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().state())
                .isEqualTo(new JobState.Retrying());
    }

    @Test
    void aJobThatFailsInTwoWaysIsStartedAgain() {
        // given
        var job = fixtures.submit();
        crash("w1", "SIGSEGV in libtorch");

        // when
        crash("w2", "SIGBUS in libc");

        // then
        assertThat(jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().state())
                .isEqualTo(new JobState.Retrying());
    }

    private void crash(String worker, String fingerprint) {
        fixtures.rows().run("UPDATE jobs SET retry_at = now() WHERE state = 'retrying'");
        reconciler.requeueRetries();
        var claim = attempts.claim(fixtures.worker(worker)).orElseThrow();
        attempts.finish(
                claim.spec().jobId(),
                claim.token(),
                FailureCode.PROCESS_CRASHED.outcome("it crashed").alike(fingerprint));
    }
}
