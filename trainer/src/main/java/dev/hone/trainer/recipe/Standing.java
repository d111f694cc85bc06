package dev.hone.trainer.recipe;

/// What the validations so far have shown.
///
/// @param last the newest loss
/// @param best the lowest loss
/// @param bestStep the update it was measured after; 0 before the first validation
/// @param misses validations since the last improvement that was large enough
record Standing(double last, double best, int bestStep, int misses) {
    static final Standing NONE = new Standing(0, 0, 0, 0);

    boolean isKnown() {
        return bestStep > 0;
    }

    /// As transformers counts: a small improvement is a new best, and yet costs patience.
    Standing after(int step, double loss, double threshold) {
        boolean better = !isKnown() || loss < best;
        boolean enough = !isKnown() || best - loss > threshold;
        return new Standing(
                loss, better ? loss : best, better ? step : bestStep, enough ? 0 : misses + 1);
    }

    boolean isExhausted(ValidationPlan plan) {
        return plan.patience() > 0 && misses >= plan.patience();
    }
}
