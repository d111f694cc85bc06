package dev.hone.orchestrator.datasets;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A version as its owner sees it.
///
/// @param number from 1, never given twice
/// @param sha256 of the file's bytes
/// @param contentSha256 of what its rows say, in their order, however they are written
/// @param deletedAt null while it lives; then its bytes are gone and the rest stays
public record VersionView(
        String dataset,
        int number,
        String file,
        String filename,
        String sha256,
        long bytes,
        long rows,
        String contentSha256,
        List<String> tags,
        Instant createdAt,
        String createdBy,
        @Nullable Instant deletedAt,
        @Nullable String deletedBy) {
    public VersionView {
        tags = List.copyOf(tags);
    }

    /// As a job asks for it.
    public String name() {
        return dataset + "@" + number;
    }
}
