package dev.hone.orchestrator.jobs;

import dev.hone.protocol.Outcome;
import java.util.List;
import java.util.Optional;

/// What attempts leave behind: who tried when, and how it ended.
interface AttemptStore {
    /// A new attempt counts its events and its steps anew.
    ///
    /// @param charged seconds that its project was charged for it
    void begin(JobEntity job, String worker, int resumeStep, double charged);

    void end(String jobId, long token, String reason);

    /// Keeps what a failure has in common with others.
    void rememberFailure(String jobId, long token, Outcome.Failed failure);

    /// Other workers on which the job has failed with the same fingerprint.
    List<String> brokenAlike(JobEntity job, Outcome.Failed failure);

    /// Whether an earlier attempt of the job has failed with the code.
    boolean failedBefore(String jobId, String code);

    /// What the job gets since its memory ran out, if it did.
    Optional<SmallerCalls> smallerCalls(String jobId);

    void rememberOutcome(String jobId, long token, String digest);

    /// Digest of the outcome that ended an attempt, if one did.
    Optional<String> outcomeDigest(String jobId, long token);
}
