package dev.hone.orchestrator.jobs;

/// What is taken away from the protocol, to see that the simulation notices.
enum SimMutant {
    NONE,
    /// Nobody ends leases or starts retries.
    NO_RECONCILER,
    /// A worker's writes count whatever attempt they come from, and it never stops itself.
    NO_FENCE
}
