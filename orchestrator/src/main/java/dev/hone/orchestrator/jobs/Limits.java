package dev.hone.orchestrator.jobs;

import dev.hone.protocol.FailureCode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a job's owner has limited it to.
final class Limits {
    private static final String DEADLINE = FailureCode.DEADLINE_EXCEEDED.code();
    private static final String BUDGET = FailureCode.BUDGET_EXHAUSTED.code();

    private Limits() {}

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
        return limit.equals(DEADLINE)
                ? JobFailure.of(
                        FailureCode.DEADLINE_EXCEEDED,
                        "the job had to end by %s; its last checkpoint is kept"
                                .formatted(job.deadlineAt))
                : JobFailure.of(
                        FailureCode.BUDGET_EXHAUSTED,
                        "the job may take %.0f worker seconds%s; its last checkpoint is kept"
                                .formatted(job.budgetSeconds, money(job)));
    }

    private static String money(JobEntity job) {
        return job.budgetMoney == null
                ? ""
                : String.format(Locale.ROOT, ", %.2f %s", job.budgetMoney, job.budgetCurrency);
    }
}
