package dev.hone.api.uploads;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.uploads.PartView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A part of an upload.
///
/// @param createdAt seconds since 1970
@Schema(name = "UploadPart")
@JsonNaming(SnakeCaseStrategy.class)
record PartObject(String id, String object, long createdAt, String uploadId, Extension xHone) {

    /// By which a client that lost its memory knows what has arrived.
    @Schema(name = "UploadPartExtension")
    record Extension(long bytes, String sha256) {}

    static PartObject of(PartView part) {
        return new PartObject(
                part.id(),
                "upload.part",
                part.createdAt().getEpochSecond(),
                part.uploadId(),
                new Extension(part.object().bytes(), part.object().sha256()));
    }
}
