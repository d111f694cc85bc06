package dev.hone.trainer.recipe;

import dev.hone.trainer.kernel.AdamW;

/// How an adapter is trained. The same plan on the same rows and base gives the same bytes.
///
/// @param epochs passes over the rows; a part of a pass is allowed
/// @param batchRows rows in one micro-batch
/// @param accumulation micro-batches in one update
/// @param maxGradientNorm gradients are scaled down to it; 0 leaves them alone
/// @param checkpointEverySteps updates between checkpoints; 0 saves none but when paused
public record LoraPlan(
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
    public LoraPlan {
        positive("epochs", epochs);
        positive("batch rows", batchRows);
        positive("accumulation", accumulation);
        positive("learning rate", learningRate);
        if (checkpointEverySteps < 0) {
            throw new IllegalArgumentException(
                    "steps between checkpoints must be 0 or more, was " + checkpointEverySteps);
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("%s must be above 0, was %s".formatted(name, value));
        }
    }

    AdamW adamW() {
        return new AdamW(0.9, 0.999, 1e-8, weightDecay, maxGradientNorm);
    }

    /// Where everything stands when there are `rows` rows.
    Steps steps(int rows) {
        int batches = Math.ceilDiv(rows, batchRows);
        int perEpoch = Math.ceilDiv(batches, accumulation);
        int total = (int) Math.ceil(epochs * perEpoch);
        return new Steps(batches, perEpoch, total, warmup.steps(total));
    }

    /// @param batches micro-batches in an epoch
    /// @param perEpoch updates in an epoch
    /// @param total updates in all
    record Steps(int batches, int perEpoch, int total, int warmup) {}

    double rate(int step, Steps steps) {
        return learningRate * schedule.factor(step, steps.warmup(), steps.total());
    }
}
