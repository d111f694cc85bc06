package dev.hone.orchestrator.jobs;

import java.time.Instant;

/// A complete checkpoint.
///
/// @param model name under which the checkpoint is shown: `<adapter>:ckpt-step-<step>`
/// @param step optimizer steps done
public record CheckpointView(
        String id,
        String jobId,
        String model,
        int step,
        double epoch,
        double trainLoss,
        Instant createdAt) {}
