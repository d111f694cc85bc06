package dev.hone.datasets.tickets;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Seeded choices that stay the same on every JDK: only the raw 64 bits come from the library,
/// whose algorithm for them is specified, and the reduction to a range is ours.
final class Dice {
    private final RandomGenerator bits;

    Dice(long seed) {
        bits = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /// Uniform in `[0, bound)`; the bias of at most `bound / 2^64` does not matter here.
    int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(bits.nextLong(), bound);
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /// An index, chosen in proportion to its weight.
    int weighted(int... weights) {
        int total = 0;
        for (int weight : weights) {
            total += weight;
        }
        int left = below(total);
        for (int index = 0; index < weights.length; index++) {
            left -= weights[index];
            if (left < 0) {
                return index;
            }
        }
        throw new IllegalStateException("weights must be above 0");
    }
}
