package dev.hone.orchestrator.jobs;

import dev.hone.protocol.Directive;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Outcome;
import java.time.Duration;
import java.util.List;

/// What follows from the end of an attempt: decided as a value, applied afterwards.
sealed interface Verdict {

    /// Another start after a pause.
    ///
    /// @param counted whose account the failure goes on; it decides how many more there may be
    record Retry(FailureClass counted, Duration pause, String reason) implements Verdict {}

    /// Another start at once; nothing failed.
    record HandBack(String reason) implements Verdict {}

    record Fail(JobFailure cause) implements Verdict {}

    record Cancel(String reason) implements Verdict {}

    record Pause(String reason) implements Verdict {}

    /// The lease ran out, or its worker asked for other work: nobody trains any more.
    static Verdict ofLostWorker(JobEntity job, String reason, JobsConfig config) {
        return switch (job.state()) {
            case JobState.Cancelling _ -> new Cancel(reason);
            case JobState.Pausing _ -> pause(job, reason);
            case JobState.Running _, JobState.Finalizing _ ->
                    afterFailure(
                            job, JobFailure.of(FailureCode.WORKER_LOST, reason), config, false);
            case JobState.Validating _, JobState.Queued _, JobState.Retrying _ ->
                    throw unowned(job);
            case JobState.Paused _, JobState.Succeeded _ -> throw unowned(job);
            case JobState.Failed _, JobState.Cancelled _ -> throw unowned(job);
        };
    }

    /// What earlier attempts say of a failure.
    ///
    /// @param brokenAlike other workers on which the job has failed in the same way: then it is the
    ///   job that breaks them
    /// @param seenBefore whether one has failed with the same code
    record Earlier(List<String> brokenAlike, boolean seenBefore) {}

    static Verdict ofFailure(
            JobEntity job, Outcome.Failed outcome, Earlier earlier, JobsConfig config) {
        var cause = JobFailure.of(outcome);
        if (job.state() instanceof JobState.Cancelling) {
            return new Cancel("cancelled while failing: " + outcome.code());
        }
        if (job.state() instanceof JobState.Pausing && outcome.failure().mayPass()) {
            return pause(job, "paused while failing: " + outcome.code());
        }
        if (!earlier.brokenAlike().isEmpty()) {
            return new Fail(quarantined(job, outcome, earlier.brokenAlike()));
        }
        return FailureCode.of(outcome.code()).filter(FailureCode::onceMore).isPresent()
                ? onceMore(outcome, earlier, config)
                : afterFailure(job, cause, config, true);
    }

    /// More memory does not come by waiting: a second attempt is given another chance, and no
    /// third.
    private static Verdict onceMore(Outcome.Failed outcome, Earlier earlier, JobsConfig config) {
        var cause = JobFailure.of(outcome);
        if (earlier.seenBefore()) {
            return new Fail(cause.saying("%s It is the second time.".formatted(cause.message())));
        }
        var next =
                FailureCode.OUT_OF_MEMORY.is(cause.code())
                        ? SmallerCalls.than(outcome).inWords()
                        : "it is started once more";
        return new Retry(
                cause.failure(),
                config.retryPause(),
                "%s: %s Now %s".formatted(cause.code(), cause.message(), next));
    }

    private static JobFailure quarantined(
            JobEntity job, Outcome.Failed outcome, List<String> brokenAlike) {
        return JobFailure.of(
                FailureCode.QUARANTINED,
                "it broke the workers %s and %s in the same way and is not started again; %s: %s"
                        .formatted(
                                String.join(", ", brokenAlike),
                                job.worker,
                                outcome.code(),
                                outcome.message()));
    }

    static Verdict ofStop(JobEntity job, Directive directive) {
        return switch (job.state()) {
            case JobState.Cancelling _ -> new Cancel("cancelled by its owner");
            case JobState.Pausing _ -> pause(job, "paused by its owner");
            case JobState.Running _, JobState.Finalizing _ ->
                    new HandBack(
                            job.yields
                                    ? "made room for a more urgent job"
                                    : "handed back by its worker (%s)".formatted(directive));
            case JobState.Validating _, JobState.Queued _, JobState.Retrying _ ->
                    throw unowned(job);
            case JobState.Paused _, JobState.Succeeded _ -> throw unowned(job);
            case JobState.Failed _, JobState.Cancelled _ -> throw unowned(job);
        };
    }

    /// A job that was stopped for a limit of its own has failed; its last checkpoint stays.
    private static Verdict pause(JobEntity job, String reason) {
        return Limits.stopped(job).<Verdict>map(Fail::new).orElseGet(() -> new Pause(reason));
    }

    private static Verdict afterFailure(
            JobEntity job, JobFailure cause, JobsConfig config, boolean pause) {
        return switch (cause.failure()) {
            case USER, POISON -> new Fail(cause);
            case PLATFORM ->
                    again(
                            cause,
                            job.platformFailures + 1,
                            config.platformFailures(),
                            config,
                            pause);
            case RESOURCE ->
                    again(
                            cause,
                            job.resourceFailures + 1,
                            config.resourceFailures(),
                            config,
                            pause);
        };
    }

    private static Verdict again(
            JobFailure cause, int failures, int most, JobsConfig config, boolean pause) {
        if (failures >= most) {
            return new Fail(
                    cause.saying(
                            "%s (failure %d of at most %d)"
                                    .formatted(cause.message(), failures, most)));
        }
        return new Retry(
                cause.failure(),
                pause ? pauseAfter(failures, config) : Duration.ZERO,
                "%s: %s (failure %d of at most %d)"
                        .formatted(cause.code(), cause.message(), failures, most));
    }

    /// Doubles with each failure.
    private static Duration pauseAfter(int failures, JobsConfig config) {
        var pause = config.retryPause().multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(config.longestRetryPause()) < 0 ? pause : config.longestRetryPause();
    }

    private static IllegalStateException unowned(JobEntity job) {
        return new IllegalStateException(
                "job %s is %s: no worker owns it".formatted(job.id, job.state().label()));
    }
}
