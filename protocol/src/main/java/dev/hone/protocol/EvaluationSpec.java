package dev.hone.protocol;

/// Held-out rows on which base and adapter both answer after training.
///
/// @param dataset rows whose last assistant message is the expected answer
/// @param maxRows rows to answer at most, from the top of the file
/// @param maxNewTokens tokens per answer at most
public record EvaluationSpec(DatasetRef dataset, int maxRows, int maxNewTokens) {
    public EvaluationSpec {
        Checks.within("max rows", maxRows, 1, 100_000);
        Checks.within("max new tokens", maxNewTokens, 1, 4_096);
    }
}
