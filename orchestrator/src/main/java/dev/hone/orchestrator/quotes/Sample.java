package dev.hone.orchestrator.quotes;

import dev.hone.protocol.Timing;

/// One finished attempt to learn from.
///
/// @param seconds from its claim to the success of its job
record Sample(String base, String precision, Timing timing, double seconds) {
    /// What neither the training nor the reading explains: the way through the platform.
    double finishing() {
        return Math.max(0, seconds - timing.total());
    }
}
