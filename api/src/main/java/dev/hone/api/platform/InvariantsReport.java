package dev.hone.api.platform;

import dev.hone.orchestrator.invariants.Violation;
import java.util.List;

/// What the invariants found.
///
/// @param holds no invariant is broken
public record InvariantsReport(String object, boolean holds, List<Violation> violations) {
    public InvariantsReport {
        violations = List.copyOf(violations);
    }

    static InvariantsReport of(List<Violation> violations) {
        return new InvariantsReport("platform.invariants", violations.isEmpty(), violations);
    }
}
