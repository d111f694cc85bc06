package dev.hone.api.uploads;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.api.files.FileObject;
import dev.hone.orchestrator.uploads.UploadView;
import dev.hone.protocol.DatasetFormat;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An upload in parts.
///
/// @param bytes that the file is to have
/// @param createdAt seconds since 1970
/// @param expiresAt seconds since 1970; what is not completed then is forgotten
/// @param status pending, completed, cancelled or expired
/// @param file what it became, once completed
@Schema(name = "Upload")
@JsonNaming(SnakeCaseStrategy.class)
record UploadObject(
        String id,
        String object,
        long bytes,
        long createdAt,
        long expiresAt,
        String filename,
        String purpose,
        String status,
        @Nullable FileObject file,
        Extension xHone) {

    /// @param format how the file is to be read, as it was given
    @Schema(name = "UploadExtension")
    @JsonNaming(SnakeCaseStrategy.class)
    record Extension(String mimeType, DatasetFormat format) {}

    static UploadObject of(UploadView upload) {
        return new UploadObject(
                upload.id(),
                "upload",
                upload.bytes(),
                upload.createdAt().getEpochSecond(),
                upload.expiresAt().getEpochSecond(),
                upload.about().filename(),
                upload.about().purpose(),
                upload.state().wireName(),
                upload.file() == null ? null : FileObject.of(upload.file()),
                new Extension(upload.mimeType(), upload.about().format()));
    }
}
