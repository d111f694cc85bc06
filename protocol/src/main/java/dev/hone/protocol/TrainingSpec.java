package dev.hone.protocol;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;

/// How the adapter is trained. Every number is resolved: nothing here is "auto". The members from
/// `gradientAccumulationSteps` on came later: a stored job that lacks them is read as what it did.
///
/// @param epochs passes over the data, 1–100
/// @param batchSize rows per micro-batch, or bins of rows where they are packed, 1–1024
/// @param learningRate peak learning rate
/// @param warmupRatio share of the steps during which the learning rate rises, in [0, 1)
/// @param maxGradNorm global gradient norm above which gradients are scaled down
/// @param weightDecay AdamW's decoupled decay
/// @param maxLength tokens per row, longer rows are cut at the end, 8–131072
/// @param checkpointEverySteps optimizer steps between two checkpoints
/// @param gradientAccumulationSteps micro-batches per optimizer step, 1–1024
/// @param maxSteps optimizer steps in all, whatever the epochs; 0 leaves it to them
/// @param warmupSteps steps during which the learning rate rises; 0 leaves it to the ratio
/// @param minLearningRateRatio share of the learning rate at which `COSINE_WITH_MIN_LR` ends
/// @param packing whether rows share bins of `maxLength` tokens
public record TrainingSpec(
        int epochs,
        int batchSize,
        double learningRate,
        Schedule schedule,
        double warmupRatio,
        double maxGradNorm,
        double weightDecay,
        int maxLength,
        Precision precision,
        int checkpointEverySteps,
        int gradientAccumulationSteps,
        int maxSteps,
        int warmupSteps,
        double minLearningRateRatio,
        boolean packing,
        LossOn lossOn,
        ValidationSpec validation) {
    @JsonCreator
    public TrainingSpec {
        gradientAccumulationSteps = gradientAccumulationSteps == 0 ? 1 : gradientAccumulationSteps;
        lossOn = requireNonNullElse(lossOn, LossOn.ASSISTANT);
        validation = requireNonNullElse(validation, ValidationSpec.EACH_EPOCH);
        Checks.within("epochs", epochs, 1, 100);
        Checks.within("batch size", batchSize, 1, 1024);
        Checks.positive("learning rate", learningRate);
        Checks.fraction("warmup ratio", warmupRatio);
        Checks.positive("max grad norm", maxGradNorm);
        Checks.fraction("weight decay", weightDecay);
        Checks.within("max length", maxLength, 8, 131_072);
        Checks.within("checkpoint every steps", checkpointEverySteps, 1, 1_000_000);
        Checks.within("gradient accumulation steps", gradientAccumulationSteps, 1, 1024);
        Checks.within("max steps", maxSteps, 0, 1_000_000);
        Checks.within("warmup steps", warmupSteps, 0, 1_000_000);
        Checks.fraction("min learning rate ratio", minLearningRateRatio);
        if (minLearningRateRatio > 0 && schedule != Schedule.COSINE_WITH_MIN_LR) {
            throw new IllegalArgumentException(
                    "min learning rate ratio must be 0 with schedule %s, was %s"
                            .formatted(schedule, minLearningRateRatio));
        }
    }

    /// The plain training: neither packed, nor stopped by anything but its epochs.
    public TrainingSpec(
            int epochs,
            int batchSize,
            double learningRate,
            Schedule schedule,
            double warmupRatio,
            double maxGradNorm,
            double weightDecay,
            int maxLength,
            Precision precision,
            int checkpointEverySteps) {
        this(
                epochs,
                batchSize,
                learningRate,
                schedule,
                warmupRatio,
                maxGradNorm,
                weightDecay,
                maxLength,
                precision,
                checkpointEverySteps,
                1,
                0,
                0,
                0,
                false,
                LossOn.ASSISTANT,
                ValidationSpec.EACH_EPOCH);
    }
}
