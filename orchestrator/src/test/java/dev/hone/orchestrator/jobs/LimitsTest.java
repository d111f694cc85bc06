package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.submissions.JobRequest;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.Directive;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LimitsTest extends PlatformTest {
    @Inject Attempts attempts;
    @Inject Jobs jobs;
    @Inject Reconciler reconciler;

    @Test
    void aRunningJobBeyondItsBudgetStopsAtACheckpointAndFails() {
        // given a job that has been at work for longer than it may
        var job = fixtures.submit();
        var claim = attempts.claim(fixtures.worker("w1")).orElseThrow();
        fixtures.rows().run("UPDATE jobs SET budget_seconds = 60");
        fixtures.rows().run("UPDATE attempts SET started_at = now() - interval '61 seconds'");

        // when
        var stopped = reconciler.stopOverdue();
        var again = reconciler.stopOverdue();
        var told = attempts.heartbeat(job.id(), claim.token(), fixtures.alive(claim, 4));
        attempts.checkpoint(job.id(), claim.token(), fixtures.checkpoint(claim, 4));
        attempts.finish(job.id(), claim.token(), new Outcome.Stopped(Directive.PAUSE, 4));

        // then
        assertThat(stopped).isEqualTo(1);
        assertThat(again).isZero();
        assertThat(told.directive()).isEqualTo(Directive.PAUSE);
        assertThat(jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().failure())
                .isEqualTo(
                        new JobFailure(
                                FailureClass.USER,
                                "budget_exhausted",
                                "the job may take 60 worker seconds; its last checkpoint is kept"));
        assertThat(jobs.checkpoints(Fixtures.PROJECT, job.id(), null, 10).items()).hasSize(1);
    }

    @Test
    void whatEarlierAttemptsTookCountsToo() {
        // given two starts of forty seconds each
        var job = fixtures.submit();
        for (int start = 1; start <= 2; start++) {
            var claim = attempts.claim(fixtures.worker("w1")).orElseThrow();
            attempts.finish(job.id(), claim.token(), new Outcome.Stopped(Directive.CONTINUE, 0));
        }
        fixtures.rows().run("UPDATE attempts SET started_at = ended_at - interval '40 seconds'");
        fixtures.rows().run("UPDATE jobs SET budget_seconds = 60");

        // when
        reconciler.stopOverdue();

        // then
        assertThat(jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().failure())
                .extracting(JobFailure::code)
                .isEqualTo("budget_exhausted");
    }

    @Test
    void aWaitingJobBeyondItsDeadlineFailsAtOnce() {
        // given
        var job = fixtures.submit();
        fixtures.rows().run("UPDATE jobs SET deadline_at = now() - interval '1 second'");

        // when
        reconciler.stopOverdue();

        // then
        assertThat(jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().failure())
                .extracting(JobFailure::code)
                .isEqualTo("deadline_exceeded");
        assertThat(attempts.claim(fixtures.worker("w1"))).isEmpty();
    }

    @Test
    void limitsThatNoJobCouldKeepAreRefusedTogether() {
        // given
        var bounds = new JobRequest.Bounds(Instant.parse("2020-01-01T00:00:00Z"), 0.0, -1.0);
        var request = limited("other", bounds);

        // when
        var refusal = catchThrowableOfType(ApiException.class, () -> jobs.submit(request));

        // then
        assertThat(((ApiError.Invalid) refusal.error()).faults())
                .extracting(Fault::param)
                .containsExactly(
                        "x_hone.limits.deadline",
                        "x_hone.limits.worker_seconds",
                        "x_hone.limits.money");
    }

    @Test
    void aJobSaysWhatItIsLimitedTo() {
        // given
        var deadline = Instant.parse("2100-01-01T00:00:00Z");

        // when
        var bounds = new JobRequest.Bounds(deadline, 60.0, null);
        var job = jobs.submit(limited("default", bounds));

        // then
        assertThat(job.limits()).isEqualTo(new JobView.Limits(deadline, 60.0, null, null));
    }

    @Test
    void whatAJobMayCostStopsItAtThePriceOfItsPool() {
        // given a pool at 3.6 EUR an hour
        var bounds = new JobRequest.Bounds(null, null, 0.06);
        var job = jobs.submit(limited("other", bounds));
        fixtures.rows()
                .run(
                        """
                        INSERT INTO attempts (job_id, token, attempt, worker, resume_step, started_at, ended_at)
                        SELECT id, token, 1, 'w1', 0, now() - interval '61 seconds', now() FROM jobs
                        """);

        // when
        reconciler.stopOverdue();

        // then
        assertThat(job.limits()).isEqualTo(new JobView.Limits(null, 60.0, 0.06, "EUR"));
        assertThat(jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().failure())
                .extracting(JobFailure::message)
                .isEqualTo(
                        "the job may take 60 worker seconds, 0.06 EUR; its last checkpoint is kept");
    }

    @Test
    void theLesserOfSecondsAndMoneyCounts() {
        assertThat(jobs.submit(limited("other", new JobRequest.Bounds(null, 59.0, 0.06))).limits())
                .isEqualTo(new JobView.Limits(null, 59.0, 0.06, "EUR"));
        assertThat(jobs.submit(limited("other", new JobRequest.Bounds(null, 61.0, 0.06))).limits())
                .isEqualTo(new JobView.Limits(null, 60.0, 0.06, "EUR"));
    }

    @Test
    void moneyIsRefusedWhereThePoolHasNoPrice() {
        // given
        var request = limited("default", new JobRequest.Bounds(null, null, 5.0));

        // when
        var refusal = catchThrowableOfType(ApiException.class, () -> jobs.submit(request));

        // then
        assertThat(((ApiError.Invalid) refusal.error()).faults())
                .singleElement()
                .isEqualTo(
                        new Fault(
                                "x_hone.limits.money",
                                "pool \"default\" has no price, so money bounds nothing, was 5.0: give worker_seconds, or have hone.quotes.pools.\"default\".price-per-hour configured",
                                "no_price"));
    }

    private JobRequest limited(String pool, JobRequest.Bounds bounds) {
        return new JobRequest(
                Fixtures.PROJECT,
                Fixtures.BASE,
                fixtures.dataset().id(),
                null,
                null,
                7L,
                null,
                Map.of(),
                null,
                new JobRequest.Placement(pool, null, Map.of()),
                Map.of(),
                Map.of(),
                null,
                JobRequest.Overrides.NONE,
                bounds);
    }

    @Test
    void aJobWithinItsLimitsIsLeftAlone() {
        // given
        fixtures.submit();
        var _ = attempts.claim(fixtures.worker("w1")).orElseThrow();
        fixtures.rows()
                .run(
                        """
                        UPDATE jobs SET budget_seconds = 3600,
                            deadline_at = now() + interval '1 hour'
                        """);

        // when
        var stopped = reconciler.stopOverdue();

        // then
        assertThat(stopped).isZero();
    }
}
