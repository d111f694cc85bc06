package dev.hone.orchestrator.jobs;

import dev.hone.protocol.Claim;

/// What comes of a worker's question for work.
sealed interface ClaimAnswer {
    record Given(Claim claim) implements ClaimAnswer {}

    record NothingWaits() implements ClaimAnswer {}

    /// The worker gets no job, and should leave the bell to others.
    record Drained() implements ClaimAnswer {}
}
