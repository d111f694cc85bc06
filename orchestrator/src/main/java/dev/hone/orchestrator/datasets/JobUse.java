package dev.hone.orchestrator.datasets;

import java.time.Instant;
import java.util.List;

/// A job that used a version.
///
/// @param model name of its adapter
/// @param state of the job, in our words
public record JobUse(String job, String model, String state, Instant createdAt, List<Use> uses) {
    public JobUse {
        uses = List.copyOf(uses);
    }

    /// @param purpose `training`, `validation` or `evaluation`
    /// @param file id of the file that it read
    /// @param part `whole`, or the side of a split: `training` or `validation`
    public record Use(String purpose, String file, String part) {}
}
