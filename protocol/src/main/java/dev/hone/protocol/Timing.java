package dev.hone.protocol;

/// What one attempt took, and for how much. Work is counted in floating-point operations by
/// arithmetic, so that the speed of one job says something of another.
///
/// @param starting seconds from the start of its process to its first step, but for reading: JVM,
///   base, engine
/// @param reading seconds for fetching and tokenising its rows
/// @param readTokens tokens of them
/// @param training seconds from the first step to the last, validations and checkpoints included
/// @param steps updates of this attempt
/// @param trainingWork operations of them and of the validations
/// @param evaluating seconds in which base and adapter answered
/// @param evaluationWork operations of that, if every answer were as long as it may be
public record Timing(
        double starting,
        double reading,
        long readTokens,
        double training,
        int steps,
        double trainingWork,
        double evaluating,
        double evaluationWork) {
    public Timing {
        Checks.notNegative("starting", starting);
        Checks.notNegative("reading", reading);
        Checks.within("readTokens", readTokens, 0, Long.MAX_VALUE);
        Checks.notNegative("training", training);
        Checks.within("steps", steps, 0, Integer.MAX_VALUE);
        Checks.notNegative("trainingWork", trainingWork);
        Checks.notNegative("evaluating", evaluating);
        Checks.notNegative("evaluationWork", evaluationWork);
    }

    /// All seconds that the worker told of.
    public double total() {
        return starting + reading + training + evaluating;
    }
}
