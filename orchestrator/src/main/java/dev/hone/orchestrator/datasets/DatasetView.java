package dev.hone.orchestrator.datasets;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A dataset as its owner sees it.
///
/// @param latest the newest version that is not deleted, if there is one
/// @param versions how many are not deleted
/// @param tags version numbers by tag
public record DatasetView(
        String name,
        @Nullable String description,
        @Nullable VersionView latest,
        long versions,
        Map<String, Integer> tags,
        Instant createdAt,
        String createdBy) {
    public DatasetView {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }
}
