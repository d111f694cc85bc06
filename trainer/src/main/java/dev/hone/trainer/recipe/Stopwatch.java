package dev.hone.trainer.recipe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Time spent, over all resumptions of a run.
final class Stopwatch {
    private final InstantSource clock;
    private final Instant start;

    Stopwatch(InstantSource clock, Duration before) {
        this.clock = clock;
        this.start = clock.instant().minus(before);
    }

    Duration spent() {
        return Duration.between(start, clock.instant());
    }
}
