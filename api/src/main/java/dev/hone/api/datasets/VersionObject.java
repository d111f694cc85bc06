package dev.hone.api.datasets;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.datasets.VersionView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A version of a dataset.
///
/// @param id as a job asks for it: `tickets@3`
/// @param version from 1; a number is never given twice
/// @param file id of the file that it is
/// @param sha256 of the file's bytes
/// @param contentSha256 of what its rows say, in their order, however they are written
/// @param createdAt seconds since 1970
/// @param deletedAt seconds since 1970; null while it lives
@Schema(name = "DatasetVersion")
@JsonNaming(SnakeCaseStrategy.class)
record VersionObject(
        String id,
        String object,
        String dataset,
        int version,
        String file,
        String filename,
        String sha256,
        String contentSha256,
        long bytes,
        long rows,
        List<String> tags,
        long createdAt,
        String createdBy,
        @Nullable Long deletedAt,
        @Nullable String deletedBy) {
    VersionObject {
        tags = List.copyOf(tags);
    }

    static VersionObject of(VersionView version) {
        return new VersionObject(
                version.name(),
                "dataset.version",
                version.dataset(),
                version.number(),
                version.file(),
                version.filename(),
                version.sha256(),
                version.contentSha256(),
                version.bytes(),
                version.rows(),
                version.tags(),
                version.createdAt().getEpochSecond(),
                version.createdBy(),
                version.deletedAt() == null ? null : version.deletedAt().getEpochSecond(),
                version.deletedBy());
    }
}
