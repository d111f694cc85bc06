package dev.hone.orchestrator.invariants;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Runs every invariant against the tables.
@ApplicationScoped
public class Invariants {

    /// Empty when all is well.
    public List<Violation> check() {
        throw new UnsupportedOperationException();
    }
}
