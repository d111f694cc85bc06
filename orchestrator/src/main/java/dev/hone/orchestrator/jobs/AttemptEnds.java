package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.protocol.FailureClass;
import jakarta.enterprise.context.ApplicationScoped;

/// Applies a [Verdict] to a job whose attempt has ended.
@ApplicationScoped
class AttemptEnds {
    private final Transitions transitions;
    private final AttemptStore attempts;
    private final DatabaseClock clock;

    AttemptEnds(Transitions transitions, AttemptStore attempts, DatabaseClock clock) {
        this.transitions = transitions;
        this.attempts = attempts;
        this.clock = clock;
    }

    void apply(JobEntity job, Verdict verdict) {
        switch (verdict) {
            case Verdict.Retry retry -> retry(job, retry);
            case Verdict.HandBack(String reason) -> {
                retrying(job, reason);
                transitions.move(job, new JobState.Retrying().requeue(), reason);
            }
            case Verdict.Fail(JobFailure cause) -> fail(job, cause);
            case Verdict.Cancel(String reason) -> cancel(job, reason);
            case Verdict.Pause(String reason) -> pause(job, reason);
        }
        attempts.end(job.id, job.token, reasonOf(verdict));
    }

    private void retry(JobEntity job, Verdict.Retry retry) {
        count(job, retry.counted());
        job.retryAt = clock.now().plus(retry.pause());
        move(job, retry.reason());
        if (retry.pause().isZero()) {
            transitions.move(job, new JobState.Retrying().requeue(), "ready for another start");
        }
    }

    private void retrying(JobEntity job, String reason) {
        job.retryAt = clock.now();
        move(job, reason);
    }

    private void move(JobEntity job, String reason) {
        switch (job.state()) {
            case JobState.Running running -> transitions.move(job, running.retry(), reason);
            case JobState.Finalizing finalizing ->
                    transitions.move(job, finalizing.retry(), reason);
            case JobState.Validating _, JobState.Queued _, JobState.Retrying _ ->
                    throw impossible(job, "be started again");
            case JobState.Pausing _, JobState.Paused _, JobState.Cancelling _ ->
                    throw impossible(job, "be started again");
            case JobState.Succeeded _, JobState.Failed _, JobState.Cancelled _ ->
                    throw impossible(job, "be started again");
        }
    }

    private void fail(JobEntity job, JobFailure cause) {
        count(job, cause.failure());
        var reason = "%s: %s".formatted(cause.code(), cause.message());
        switch (job.state()) {
            case JobState.Running running -> transitions.move(job, running.fail(cause), reason);
            case JobState.Finalizing finalizing ->
                    transitions.move(job, finalizing.fail(cause), reason);
            case JobState.Pausing pausing -> transitions.move(job, pausing.fail(cause), reason);
            case JobState.Validating _, JobState.Queued _, JobState.Retrying _ ->
                    throw impossible(job, "fail");
            case JobState.Paused _, JobState.Cancelling _ -> throw impossible(job, "fail");
            case JobState.Succeeded _, JobState.Failed _, JobState.Cancelled _ ->
                    throw impossible(job, "fail");
        }
    }

    private void cancel(JobEntity job, String reason) {
        if (!(job.state() instanceof JobState.Cancelling cancelling)) {
            throw impossible(job, "be cancelled");
        }
        transitions.move(job, cancelling.cancelled(), reason);
    }

    private void pause(JobEntity job, String reason) {
        if (!(job.state() instanceof JobState.Pausing pausing)) {
            throw impossible(job, "be paused");
        }
        transitions.move(job, pausing.paused(), reason);
    }

    private static void count(JobEntity job, FailureClass failure) {
        switch (failure) {
            case PLATFORM -> job.platformFailures++;
            case RESOURCE -> job.resourceFailures++;
            case USER, POISON -> {
                // Ends the job at once; there is nothing to count up to.
            }
        }
    }

    private static String reasonOf(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Retry retry -> retry.reason();
            case Verdict.HandBack(String reason) -> reason;
            case Verdict.Fail(JobFailure cause) -> cause.code();
            case Verdict.Cancel(String reason) -> reason;
            case Verdict.Pause(String reason) -> reason;
        };
    }

    private static IllegalStateException impossible(JobEntity job, String what) {
        return new IllegalStateException(
                "job %s is %s and cannot %s".formatted(job.id, job.state().label(), what));
    }
}
