package dev.hone.orchestrator.jobs;

import dev.hone.protocol.ClaimRequest;

/// Who asked for work, and when.
@FunctionalInterface
interface WorkerSightings {
    void seen(ClaimRequest request);
}
