package dev.hone.trainer.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Growing pauses between tries, with full jitter so that a fleet does not return in step
/// ("Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
public final class Backoff {
    private final RandomGenerator random;
    private final Duration first;
    private final Duration cap;
    private int tries;

    public Backoff(RandomGenerator random, Duration first, Duration cap) {
        this.random = random;
        this.first = first;
        this.cap = cap;
    }

    /// At least a quarter of the pause's bound, so that a retry is never at once.
    public Duration next() {
        long bound = Math.min(cap.toMillis(), first.toMillis() << Math.min(tries, 20));
        tries++;
        return Duration.ofMillis(bound / 4 + random.nextLong(Math.max(1, bound - bound / 4)));
    }

    public void reset() {
        tries = 0;
    }
}
