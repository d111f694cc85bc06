package dev.hone.protocol;

/// How the adapter is trained. Every number is resolved: nothing here is "auto".
///
/// @param epochs passes over the data, 1–100
/// @param batchSize rows per optimizer step, 1–1024
/// @param learningRate peak learning rate
/// @param warmupRatio share of the steps during which the learning rate rises, in [0, 1)
/// @param maxGradNorm global gradient norm above which gradients are scaled down
/// @param weightDecay AdamW's decoupled decay
/// @param maxLength tokens per row, longer rows are cut at the end, 8–131072
/// @param checkpointEverySteps optimizer steps between two checkpoints
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
        int checkpointEverySteps) {
    public TrainingSpec {
        Checks.within("epochs", epochs, 1, 100);
        Checks.within("batch size", batchSize, 1, 1024);
        Checks.positive("learning rate", learningRate);
        Checks.fraction("warmup ratio", warmupRatio);
        Checks.positive("max grad norm", maxGradNorm);
        Checks.fraction("weight decay", weightDecay);
        Checks.within("max length", maxLength, 8, 131_072);
        Checks.within("checkpoint every steps", checkpointEverySteps, 1, 1_000_000);
    }
}
