package dev.hone.api.preflights;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.jobs.JobRequest;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a preflight's creation: of a job's, what decides how rows become tokens.
///
/// @param model name or digest of a base model
/// @param trainingFile id of an uploaded file
/// @param hyperparameters a job's; max_length and loss_on matter, the others are checked
@Schema(
        name = "CreatePreflight",
        requiredProperties = {"model", "training_file"})
@JsonNaming(SnakeCaseStrategy.class)
record CreatePreflight(
        @Nullable String model,
        @Nullable String trainingFile,
        @Nullable String validationFile,
        @Nullable Map<String, @Nullable Object> hyperparameters,
        @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {

    /// Members that this API does not have.
    List<Fault> faults() {
        return unknown == null
                ? List.of()
                : unknown.keySet().stream()
                        .map(name ->
                                new Fault(
                                        name,
                                        "There is no parameter \"%s\"".formatted(name),
                                        "unknown_parameter"))
                        .toList();
    }

    // javac leaves the annotations of type arguments out of the parameters of a record's
    // constructor, so a Map<String, @Nullable Object> looks like a Map<String, Object> there.
    @SuppressWarnings("NullAway")
    JobRequest request(String project) {
        return new JobRequest(
                project,
                model,
                trainingFile,
                validationFile,
                null,
                null,
                null,
                hyperparameters == null ? Map.of() : hyperparameters,
                null,
                null,
                null,
                Map.of());
    }
}
