package dev.hone.orchestrator.files;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file as its owner sees it.
///
/// @param report what the inspection found; null for purposes that are not inspected
public record FileView(
        String id,
        String project,
        String filename,
        Purpose purpose,
        long bytes,
        String sha256,
        Instant createdAt,
        @Nullable FileReport report) {}
