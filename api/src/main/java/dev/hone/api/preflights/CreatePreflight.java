package dev.hone.api.preflights;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.api.problem.JsonMembers;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.submissions.JobRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a preflight's creation: of a job's, what decides how rows become tokens.
///
/// @param model name or digest of a base model
/// @param trainingFile id of an uploaded file
/// @param hyperparameters a job's; max_length and loss_on matter, the others are checked
/// @param xHone a job's, as far as it is about rows
@Schema(
        name = "CreatePreflight",
        requiredProperties = {"model", "training_file"})
@JsonNaming(SnakeCaseStrategy.class)
record CreatePreflight(
        @Nullable String model,
        @Nullable String trainingFile,
        @Nullable String validationFile,
        @Nullable Map<String, @Nullable Object> hyperparameters,
        @Nullable Extension xHone,
        @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {

    /// @param validationSplit share of the training file's questions that is kept back for
    ///   validation, above 0 and below 1
    /// @param personalData what is done with rows that hold secret, email, iban, card or phone:
    ///   each report, mask or reject
    @Schema(name = "CreatePreflightExtension")
    @JsonNaming(SnakeCaseStrategy.class)
    record Extension(
            @Nullable Double validationSplit,
            @Nullable Map<String, @Nullable Object> personalData,
            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {
        static final Extension NONE = new Extension(null, null, null);
    }

    /// Members that this API does not have.
    List<Fault> faults() {
        return Stream.concat(
                        JsonMembers.unknown("", unknown).stream(),
                        JsonMembers.unknown("x_hone.", extension().unknown()).stream())
                .toList();
    }

    private Extension extension() {
        return xHone == null ? Extension.NONE : xHone;
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
                JobRequest.Placement.ANYWHERE,
                Map.of(),
                JsonMembers.texts(extension().personalData()),
                extension().validationSplit(),
                JobRequest.Overrides.NONE,
                JobRequest.Bounds.NONE);
    }
}
