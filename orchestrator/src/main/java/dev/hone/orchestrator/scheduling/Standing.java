package dev.hone.orchestrator.scheduling;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/// How projects stand to each other at one time.
///
/// @param shares by project
/// @param virtualTime start of the job that was chosen last, of all projects
public record Standing(Map<String, Share> shares, double virtualTime, Instant now) {
    /// @param project one of those that were asked for
    public Share of(String project) {
        return Objects.requireNonNull(shares.get(project), project);
    }
}
