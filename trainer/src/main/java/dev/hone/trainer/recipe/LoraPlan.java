package dev.hone.trainer.recipe;

import dev.hone.datasets.plan.Batching;
import dev.hone.trainer.kernel.AdamW;

/// How an adapter is trained. The same plan on the same rows and base gives the same bytes.
///
/// @param epochs passes over the rows; a part of a pass is allowed
/// @param maxSteps updates in all, whatever the epochs; 0 leaves it to them
/// @param batchRows rows in one micro-batch, or bins of rows where they are packed
/// @param accumulation micro-batches in one update
/// @param packedLength tokens in a bin that rows are packed into; 0 does not pack
/// @param maxGradientNorm gradients are scaled down to it; 0 leaves them alone
/// @param checkpointEverySteps updates between checkpoints; 0 saves none but when paused
public record LoraPlan(
        double epochs,
        int maxSteps,
        int batchRows,
        int accumulation,
        int packedLength,
        double learningRate,
        Schedule schedule,
        Warmup warmup,
        double maxGradientNorm,
        double weightDecay,
        long seed,
        int checkpointEverySteps,
        ValidationPlan validation) {
    public LoraPlan {
        positive("epochs", epochs);
        positive("batch rows", batchRows);
        positive("accumulation", accumulation);
        positive("learning rate", learningRate);
        notNegative("maximal steps", maxSteps);
        notNegative("packed length", packedLength);
        notNegative("steps between checkpoints", checkpointEverySteps);
    }

    /// A plan that neither packs nor lets the validation decide anything.
    public LoraPlan(
            double epochs,
            int batchRows,
            int accumulation,
            double learningRate,
            Schedule schedule,
            Warmup warmup,
            double maxGradientNorm,
            double weightDecay,
            long seed,
            int checkpointEverySteps) {
        this(
                epochs,
                0,
                batchRows,
                accumulation,
                0,
                learningRate,
                schedule,
                warmup,
                maxGradientNorm,
                weightDecay,
                seed,
                checkpointEverySteps,
                ValidationPlan.EACH_EPOCH);
    }

    private static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("%s must be above 0, was %s".formatted(name, value));
        }
    }

    private static void notNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "%s must be 0 or more, was %d".formatted(name, value));
        }
    }

    AdamW adamW() {
        return new AdamW(0.9, 0.999, 1e-8, weightDecay, maxGradientNorm);
    }

    /// How rows become updates.
    public Batching batching() {
        return new Batching(epochs, maxSteps, batchRows, accumulation, packedLength);
    }

    /// Where everything stands when there are `bins` rows or bins of rows.
    Steps steps(int bins) {
        var steps = batching().steps(bins);
        return new Steps(
                steps.batches(), steps.perEpoch(), steps.total(), warmup.steps(steps.total()));
    }

    /// @param batches micro-batches in an epoch
    /// @param perEpoch updates in an epoch
    /// @param total updates in all
    record Steps(int batches, int perEpoch, int total, int warmup) {}

    double rate(int step, Steps steps) {
        return learningRate * schedule.factor(step, steps.warmup(), steps.total());
    }
}
