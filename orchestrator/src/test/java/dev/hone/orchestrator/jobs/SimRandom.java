package dev.hone.orchestrator.jobs;

import java.util.List;
import java.util.SplittableRandom;

/// All chance of a simulated schedule, out of its seed.
final class SimRandom {
    private final SplittableRandom random;

    SimRandom(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /// From `least` to `most`, both included.
    long within(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    int index(int size) {
        return random.nextInt(size);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
