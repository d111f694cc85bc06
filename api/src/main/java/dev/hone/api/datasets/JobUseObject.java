package dev.hone.api.datasets;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.datasets.JobUse;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A job that used a version.
///
/// @param id of the job
/// @param model name of its adapter
/// @param state of the job, in our words
/// @param createdAt seconds since 1970
@Schema(name = "DatasetJob")
@JsonNaming(SnakeCaseStrategy.class)
record JobUseObject(
        String id, String object, String model, String state, long createdAt, List<Use> uses) {
    JobUseObject {
        uses = List.copyOf(uses);
    }

    /// @param purpose `training`, `validation` or `evaluation`
    /// @param file id of the file that the job read
    /// @param part `whole`, or the side of a split: `training` or `validation`
    @Schema(name = "DatasetJobUse")
    record Use(String purpose, String file, String part) {}

    static JobUseObject of(JobUse use) {
        return new JobUseObject(
                use.job(),
                "dataset.job",
                use.model(),
                use.state(),
                use.createdAt().getEpochSecond(),
                use.uses().stream()
                        .map(one -> new Use(one.purpose(), one.file(), one.part()))
                        .toList());
    }
}
