package dev.hone.orchestrator.clock;

import java.time.Instant;

/// Tells the time of the database. Leases are decided by it alone, whatever the clocks of the
/// control planes and workers say.
@FunctionalInterface
public interface DatabaseClock {
    Instant now();
}
