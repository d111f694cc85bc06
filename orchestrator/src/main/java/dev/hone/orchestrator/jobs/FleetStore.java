package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.scheduling.Running;
import dev.hone.orchestrator.scheduling.Traits;
import java.util.List;

/// The workers of a pool and what they do, as it is seen now.
interface FleetStore {
    /// Workers without a job that may have one.
    List<Traits> idle(String pool);

    List<Running> running(String pool);

    /// Waits until no other transaction decides about the pool, and keeps others waiting.
    void decide(String pool);
}
