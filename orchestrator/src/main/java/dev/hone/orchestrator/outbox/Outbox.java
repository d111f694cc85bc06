package dev.hone.orchestrator.outbox;

import java.time.Duration;

/// Messages that wait to be published. They are written in the transaction of what they tell, so
/// they can neither be lost nor invented.
public interface Outbox {
    /// "There is work" for the workers of a pool.
    void ring(String pool, String jobId);

    /// Forgets what has been published long ago.
    void prune(Duration age);
}
