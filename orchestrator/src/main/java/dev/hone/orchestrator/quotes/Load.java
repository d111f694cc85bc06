package dev.hone.orchestrator.quotes;

import dev.hone.datasets.plan.Workload;

/// What a job comes to, whoever runs it.
///
/// @param tokens of the training rows, once over
/// @param trainedTokens of all steps
/// @param paddedTokens the same with what calls are padded to
public record Load(
        int rows,
        long tokens,
        long learnedTokens,
        int validationRows,
        long validationTokens,
        int steps,
        int stepsPerEpoch,
        long trainedTokens,
        long paddedTokens) {
    static Load of(Workload workload) {
        return new Load(
                workload.rows(),
                workload.tokens(),
                workload.learned(),
                workload.validationRows(),
                workload.validationTokens(),
                workload.steps(),
                workload.stepsPerEpoch(),
                workload.trainedTokens(),
                workload.paddedTokens());
    }
}
