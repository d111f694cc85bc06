package dev.hone.orchestrator.datasets;

import java.time.Instant;

/// A file in two.
///
/// @param share of all questions that the validation file was to have
public record SplitView(
        String sourceFile,
        double share,
        long seed,
        Part training,
        Part validation,
        Instant createdAt) {

    /// @param file its id
    public record Part(String file, long rows) {}
}
