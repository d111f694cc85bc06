package dev.hone.trainer.recipe;

import dev.hone.datasets.base.ModelConfig;
import java.nio.file.Path;
import java.time.Duration;

/// What a pre-training run is to do.
///
/// @param latest where a loadable model is written while the run goes on
/// @param budget how long to train, over all resumptions
/// @param rowsPerStep rows of `rowLength` tokens that make one update
/// @param rowsAtOnce rows in one call into the engine
/// @param lanes calls that run side by side
record PretrainPlan(
        Path text,
        Path valid,
        Path out,
        Path latest,
        Path checkpoints,
        Duration budget,
        ModelConfig config,
        int rowLength,
        int rowsPerStep,
        int rowsAtOnce,
        int lanes,
        double learningRate,
        int warmupSteps,
        long seed,
        Duration checkpointEvery,
        Duration exportEvery) {}
