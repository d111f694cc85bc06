package dev.hone.orchestrator.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adds audit rows, within the transaction of what they tell.
@FunctionalInterface
public interface Audit {
    /// @param project null for what belongs to the whole installation
    /// @param action what was done, e.g. `job.submitted`
    /// @param subject id of what it was done to
    void record(@Nullable String project, String action, String subject, Map<String, ?> details);
}
