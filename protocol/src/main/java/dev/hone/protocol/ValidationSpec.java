package dev.hone.protocol;

/// What the loss on the validation rows is measured and used for.
///
/// @param everySteps optimizer steps between two measurements, 0 for one after each epoch
/// @param keepBest whether the adapter with the lowest loss is registered, not the last one
/// @param patience measurements in a row without improvement that end the training, 0 for never
/// @param threshold by how much more than this the loss must fall to count as an improvement
public record ValidationSpec(int everySteps, boolean keepBest, int patience, double threshold) {
    public static final ValidationSpec EACH_EPOCH = new ValidationSpec(0, false, 0, 0);

    public ValidationSpec {
        Checks.within("eval every steps", everySteps, 0, 1_000_000);
        Checks.within("early stopping patience", patience, 0, 1_000);
        Checks.notNegative("early stopping threshold", threshold);
    }

    /// Whether the adapter depends on validation rows.
    public boolean decides() {
        return keepBest || patience > 0;
    }
}
