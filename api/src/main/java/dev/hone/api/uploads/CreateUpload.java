package dev.hone.api.uploads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.api.files.ExpiresAfter;
import dev.hone.api.files.FormatField;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.files.NewFile;
import dev.hone.orchestrator.uploads.UploadRequest;
import java.util.LinkedHashMap;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a client says before it sends parts.
///
/// @param bytes that the file will have, exactly
/// @param expiresAfter when the file, once made, goes by itself
/// @param xHone how a dataset is written
@Schema(
        name = "CreateUpload",
        requiredProperties = {"filename", "purpose", "bytes", "mime_type"})
@JsonNaming(SnakeCaseStrategy.class)
record CreateUpload(
        @Nullable String filename,
        @Nullable String purpose,
        @Nullable Long bytes,
        @Nullable String mimeType,
        @Nullable ExpiresAfter expiresAfter,
        @Schema(type = SchemaType.OBJECT) @Nullable JsonNode xHone) {

    UploadRequest request(String project) {
        var given = new LinkedHashMap<String, @Nullable Object>();
        given.put("filename", filename);
        given.put("purpose", purpose);
        given.put("bytes", bytes);
        given.put("mime_type", mimeType);
        var missing =
                given.entrySet().stream()
                        .filter(member -> member.getValue() == null)
                        .map(member -> missing(member.getKey()))
                        .toList();
        if (filename == null || purpose == null || bytes == null || mimeType == null) {
            throw new ApiException(new ApiError.Invalid(missing));
        }
        var about =
                new NewFile(
                        filename, purpose, FormatField.of(xHone), ExpiresAfter.lives(expiresAfter));
        return new UploadRequest(project, about, bytes, mimeType);
    }

    private static Fault missing(String member) {
        return new Fault(
                member, "\"%s\" must be given".formatted(member), "missing_required_parameter");
    }

    /// @param partIds in the order of the file
    /// @param md5 of the whole file, in hexadecimal
    @Schema(name = "CompleteUpload", requiredProperties = "part_ids")
    @JsonNaming(SnakeCaseStrategy.class)
    record Completion(@Nullable List<String> partIds, @Nullable String md5) {
        List<String> checkedPartIds() {
            if (partIds == null || partIds.isEmpty()) {
                throw new ApiException(new ApiError.Invalid(List.of(missing("part_ids"))));
            }
            return partIds;
        }
    }

    /// The form of a part.
    @Schema(name = "PartForm", requiredProperties = "data")
    record PartForm(@Schema(format = "binary") String data) {}
}
