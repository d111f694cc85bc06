package dev.hone.orchestrator.jobs;

import dev.hone.protocol.FailureCode;
import org.jspecify.annotations.Nullable;

/// What is to be said of a failure beside its message.
///
/// @param whoseMove user, platform or operator
/// @param cause what is behind it, in a sentence
/// @param fix what mends it, in a sentence
/// @param retryable whether the same job, unchanged, may succeed another time
/// @param mapped whether the catalogue knows what it is
/// @param reference where the documentation has it
public record Explanation(
        String whoseMove,
        String cause,
        String fix,
        boolean retryable,
        boolean mapped,
        String reference) {
    private static final String PAGE = "docs/reference/errors.md";

    /// @param worker who had the job last
    static Explanation of(JobFailure failure, @Nullable String worker) {
        var whoseMove = failure.failure().whoseMove();
        return FailureCode.of(failure.code())
                .map(code ->
                        new Explanation(
                                whoseMove,
                                code.cause(),
                                code == FailureCode.UNEXPECTED ? whereToLook(worker) : code.fix(),
                                code.retry().mayHelp(),
                                code != FailureCode.UNEXPECTED,
                                PAGE + "#" + code.code()))
                .orElseGet(() ->
                        new Explanation(
                                whoseMove,
                                "The code is not in the catalogue of this release.",
                                whereToLook(worker),
                                failure.failure().mayPass(),
                                false,
                                PAGE + "#codes-that-are-not-here"));
    }

    private static String whereToLook(@Nullable String worker) {
        return "The log of %s has more, under the job's id; report it."
                .formatted(worker == null ? "the control plane" : "worker " + worker);
    }
}
