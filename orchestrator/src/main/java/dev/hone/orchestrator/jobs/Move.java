package dev.hone.orchestrator.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One row of a job's history.
///
/// @param from null for a job's first state
record Move(
        String jobId,
        String project,
        int attempt,
        long token,
        @Nullable String from,
        String to,
        Instant at,
        String reason) {

    static Move of(JobEntity job, @Nullable JobState from, JobState to, Instant at, String reason) {
        return new Move(
                job.id,
                job.project,
                job.attempt,
                job.token,
                from == null ? null : from.label(),
                to.label(),
                at,
                reason);
    }
}
