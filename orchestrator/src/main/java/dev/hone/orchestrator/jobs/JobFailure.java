package dev.hone.orchestrator.jobs;

import dev.hone.protocol.FailureClass;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Outcome;

/// Why a job failed, and whose move is next.
///
/// @param code stable, of [FailureCode] or of another release's
public record JobFailure(FailureClass failure, String code, String message) {
    public static JobFailure of(FailureCode code, String message) {
        return new JobFailure(code.failure(), code.code(), message);
    }

    /// As a worker told it.
    static JobFailure of(Outcome.Failed outcome) {
        return new JobFailure(outcome.failure(), outcome.code(), outcome.message());
    }

    /// The same with more to say.
    JobFailure saying(String words) {
        return new JobFailure(failure, code, words);
    }
}
