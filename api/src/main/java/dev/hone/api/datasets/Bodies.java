package dev.hone.api.datasets;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.hone.api.problem.JsonMembers;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Bodies of requests. Members that nobody knows are refused by name.
final class Bodies {
    private Bodies() {}

    /// @param name 1–64 letters, digits, '.', '_' and '-'
    @Schema(name = "CreateDataset", requiredProperties = "name")
    record Create(
            @Nullable String name,
            @Nullable String description,
            @Schema(hidden = true) @JsonAnySetter
                    @Nullable Map<String, @Nullable Object> unknown) {}

    /// @param file id of an uploaded file
    @Schema(name = "CreateDatasetVersion", requiredProperties = "file")
    record AddVersion(
            @Nullable String file,
            @Schema(hidden = true) @JsonAnySetter
                    @Nullable Map<String, @Nullable Object> unknown) {}

    /// @param version number of the version that the tag stands for
    /// @param move whether a tag that stands for another version is moved
    @Schema(name = "SetDatasetTag", requiredProperties = "version")
    record Tag(
            @Nullable Integer version,
            @Nullable Boolean move,
            @Schema(hidden = true) @JsonAnySetter
                    @Nullable Map<String, @Nullable Object> unknown) {}

    /// @param validation share of all questions to keep back, above 0 and below 1
    /// @param seed another one keeps back other rows; 0 where absent
    @Schema(name = "SplitDataset", requiredProperties = "validation")
    record Split(
            @Nullable Double validation,
            @Nullable Long seed,
            @Schema(hidden = true) @JsonAnySetter
                    @Nullable Map<String, @Nullable Object> unknown) {}

    /// The body, which must be there and know only its members.
    static <T> T required(@Nullable T body, @Nullable Map<String, @Nullable Object> unknown) {
        if (body == null) {
            throw ApiException.invalid("body", "missing_body", "The request must have a JSON body");
        }
        var faults = JsonMembers.unknown("", unknown);
        if (faults.isEmpty()) {
            return body;
        }
        throw new ApiException(new ApiError.Invalid(faults));
    }
}
