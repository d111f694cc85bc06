package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.errors.Fault;
import dev.hone.protocol.FailureClass;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a job's owner has limited it to.
final class Limits {
    /// A hundred years.
    private static final double LONGEST = 3_155_760_000.0;

    private static final String DEADLINE = "deadline_exceeded";
    private static final String BUDGET = "budget_exhausted";

    private Limits() {}

    /// A limit that is passed already stops nothing but the job's start.
    static void check(JobRequest.Bounds bounds, Instant now, List<Fault> faults) {
        var deadline = bounds.deadline();
        if (deadline != null && !deadline.isAfter(now)) {
            faults.add(
                    new Fault(
                            "x_hone.limits.deadline",
                            "deadline must be in the future, was %s; it is %s"
                                    .formatted(deadline, now.truncatedTo(ChronoUnit.SECONDS)),
                            "deadline_passed"));
        }
        var seconds = bounds.workerSeconds();
        if (seconds != null && !(seconds > 0 && seconds < LONGEST)) {
            faults.add(
                    new Fault(
                            "x_hone.limits.worker_seconds",
                            "worker_seconds must be above 0 and below %.0f, was %s"
                                    .formatted(LONGEST, seconds),
                            "out_of_range"));
        }
    }

    /// The limit that a job has passed, if it has.
    ///
    /// @param usedSeconds of workers, over all its attempts
    static @Nullable String passed(JobEntity job, double usedSeconds, Instant now) {
        if (job.deadlineAt != null && job.deadlineAt.isBefore(now)) {
            return DEADLINE;
        }
        return job.budgetSeconds != null && usedSeconds >= job.budgetSeconds ? BUDGET : null;
    }

    /// Why a job that was stopped for a limit has failed.
    static Optional<JobFailure> stopped(JobEntity job) {
        return Optional.ofNullable(job.stopCause).map(cause -> failure(job, cause));
    }

    static JobFailure failure(JobEntity job, String limit) {
        var message =
                limit.equals(DEADLINE)
                        ? "the job had to end by %s; its last checkpoint is kept"
                                .formatted(job.deadlineAt)
                        : "the job may take %.0f worker seconds; its last checkpoint is kept"
                                .formatted(job.budgetSeconds);
        return new JobFailure(FailureClass.USER, limit, message);
    }
}
