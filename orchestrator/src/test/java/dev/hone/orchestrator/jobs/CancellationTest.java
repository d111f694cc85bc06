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
import dev.hone.protocol.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CancellationTest extends PlatformTest {
    @Inject Jobs jobs;
    @Inject Attempts attempts;
    @Inject Adapters adapters;
    @Inject Reconciler reconciler;

    @Test
    void aQueuedJobIsCancelledAtOnce() {
        // given
        var job = fixtures.submit();

        // when
        var cancelled = jobs.cancel(Fixtures.PROJECT, job.id());

        // then
        assertThat(cancelled.state()).isEqualTo(new JobState.Cancelled());
        assertThat(attempts.claim(fixtures.worker("w1"))).isEmpty();
    }

    @Test
    void aRunningJobsWorkerIsToldAtItsNextHeartbeat() {
        // given
        var job = fixtures.submit();
        var claim = claim();

        // when
        var cancelled = jobs.cancel(Fixtures.PROJECT, job.id());
        var reply = attempts.heartbeat(job.id(), 1, fixtures.alive(claim, 5));
        attempts.finish(job.id(), 1, new Outcome.Stopped(Directive.CANCEL, 5));

        // then
        assertThat(cancelled.state()).isEqualTo(new JobState.Cancelling());
        assertThat(reply.directive()).isEqualTo(Directive.CANCEL);
        assertThat(find(job).state()).isEqualTo(new JobState.Cancelled());
    }

    @Test
    void aCancelledJobIgnoresLateSuccess() {
        // given
        var job = fixtures.submit();
        var success = fixtures.success(claim());
        jobs.cancel(Fixtures.PROJECT, job.id());

        // when
        attempts.finish(job.id(), 1, success);
        attempts.finish(job.id(), 1, success);

        // then
        assertThat(find(job).state()).isEqualTo(new JobState.Cancelled());
        assertThat(adapters.find(Fixtures.PROJECT, job.spec().model())).isEmpty();
    }

    @Test
    void aCancelledJobThatFailsIsCancelled() {
        // given
        var job = fixtures.submit();
        claim();
        jobs.cancel(Fixtures.PROJECT, job.id());

        // when
        attempts.finish(job.id(), 1, new Outcome.Failed(FailureClass.PLATFORM, "oops", "crash"));

        // then
        assertThat(find(job).state()).isEqualTo(new JobState.Cancelled());
    }

    @Test
    void aHeartbeatDoesNotKeepACancelledJobAlive() {
        // given
        var job = fixtures.submit();
        var claim = claim();
        jobs.cancel(Fixtures.PROJECT, job.id());
        fixtures.expireLease(job.id());

        // when
        attempts.heartbeat(job.id(), 1, fixtures.alive(claim, 5));
        reconciler.endExpiredLeases();

        // then
        assertThat(find(job).state()).isEqualTo(new JobState.Cancelled());
    }

    @Test
    void aCancelledJobWhoseWorkerIsSilentHasTenSecondsLeft() {
        // given
        var job = fixtures.submit();
        claim();

        // when
        jobs.cancel(Fixtures.PROJECT, job.id());

        // then
        assertThat(
                        fixtures.rows()
                                .count(
                                        """
                                        SELECT count(*) FROM jobs WHERE lease_expires_at
                                            <= clock_timestamp() + interval '10 seconds'
                                        """))
                .isEqualTo(1);
    }

    @Test
    void aCancellationThatMeetsAClaimIsNeverLost() throws Exception {
        for (int race = 0; race < 20; race++) {
            // given
            var job = fixtures.submit();

            // when a worker and the owner reach for the job at the same moment
            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                var claimed = both.submit(() -> attempts.claim(fixtures.worker("w1")));
                var cancelled = both.submit(() -> jobs.cancel(Fixtures.PROJECT, job.id()));
                var answer = cancelled.get();
                assertThat(answer.cancelRequested()).isTrue();
                if (claimed.get().isPresent()) {
                    attempts.finish(job.id(), 1, new Outcome.Stopped(Directive.CANCEL, 0));
                }
            }

            // then
            assertThat(find(job).state()).isEqualTo(new JobState.Cancelled());
        }
    }

    @Test
    void cancellingTwiceIsFine() {
        // given
        var job = fixtures.submit();
        claim();

        // when
        jobs.cancel(Fixtures.PROJECT, job.id());
        var again = jobs.cancel(Fixtures.PROJECT, job.id());

        // then
        assertThat(again.state()).isEqualTo(new JobState.Cancelling());
        assertThat(again.cancelRequested()).isTrue();
    }

    @Test
    void anEndedJobCannotBeCancelled() {
        // given
        var job = fixtures.submit();
        attempts.finish(job.id(), 1, fixtures.success(claim()));

        // when
        var refusal =
                catchThrowableOfType(
                        ApiException.class, () -> jobs.cancel(Fixtures.PROJECT, job.id()));

        // then
        assertThat(refusal.error()).isInstanceOf(ApiError.Conflict.class);
        assertThat(refusal.error().message()).contains(job.id(), "succeeded");
    }

    @Test
    void aJobOfAnotherProjectCannotBeCancelled() {
        // given
        var job = fixtures.submit();

        // when
        var refusal =
                catchThrowableOfType(ApiException.class, () -> jobs.cancel("foreign", job.id()));

        // then
        assertThat(refusal.error()).isEqualTo(new ApiError.NotFound("job", job.id()));
    }

    @Test
    void aPausedJobStopsAtACheckpointAndGoesOnWhenResumed() {
        // given
        var job = fixtures.submit();
        var claim = claim();
        jobs.pause(Fixtures.PROJECT, job.id());
        var reply = attempts.heartbeat(job.id(), 1, fixtures.alive(claim, 5));
        var checkpoint = fixtures.checkpoint(claim, 5);
        attempts.checkpoint(job.id(), 1, checkpoint);

        // when
        attempts.finish(job.id(), 1, new Outcome.Stopped(Directive.PAUSE, 5));
        var paused = find(job);
        jobs.resume(Fixtures.PROJECT, job.id());

        // then
        assertThat(reply.directive()).isEqualTo(Directive.PAUSE);
        assertThat(paused.state()).isEqualTo(new JobState.Paused());
        assertThat(claim().resumeFrom()).isEqualTo(checkpoint);
    }

    private Claim claim() {
        return attempts.claim(fixtures.worker("w1")).orElseThrow();
    }

    private JobView find(JobView job) {
        return jobs.find(Fixtures.PROJECT, job.id()).orElseThrow();
    }
}
