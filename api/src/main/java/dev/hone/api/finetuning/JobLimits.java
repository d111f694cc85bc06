package dev.hone.api.finetuning;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.submissions.JobRequest;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Where a job is stopped at a checkpoint, and fails.
///
/// @param deadline when it must have ended, waiting included
/// @param workerSeconds that all its attempts may take of workers
/// @param money that they may cost, in the currency of the pool's price
@Schema(name = "CreateFineTuningJobLimits")
@JsonNaming(SnakeCaseStrategy.class)
record JobLimits(
        @Nullable Instant deadline,
        @Nullable Double workerSeconds,
        @Nullable Double money,
        @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {

    JobRequest.Bounds bounds() {
        return new JobRequest.Bounds(deadline, workerSeconds, money);
    }
}
