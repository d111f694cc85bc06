package dev.hone.api.finetuning;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.jobs.CheckpointView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A complete checkpoint of a job.
@Schema(name = "FineTuningJobCheckpoint")
@JsonNaming(SnakeCaseStrategy.class)
record CheckpointObject(
        String id,
        String object,
        long createdAt,
        String fineTunedModelCheckpoint,
        String fineTuningJobId,
        int stepNumber,
        Metrics metrics) {

    @Schema(name = "FineTuningJobCheckpointMetrics")
    @JsonNaming(SnakeCaseStrategy.class)
    record Metrics(int step, double trainLoss) {}

    static CheckpointObject of(CheckpointView checkpoint) {
        return new CheckpointObject(
                checkpoint.id(),
                "fine_tuning.job.checkpoint",
                checkpoint.createdAt().getEpochSecond(),
                checkpoint.model(),
                checkpoint.jobId(),
                checkpoint.step(),
                new Metrics(checkpoint.step(), checkpoint.trainLoss()));
    }
}
