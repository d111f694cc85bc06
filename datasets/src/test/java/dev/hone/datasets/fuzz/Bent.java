package dev.hone.datasets.fuzz;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/// Texts made of given ones by cutting, crossing and bending: the same for the same seed.
public final class Bent {
    private final SplittableRandom random;
    private final List<String> seeds;
    private final List<String> bits;

    /// @param bits what may break a reader when it stands at a wrong place
    public Bent(long seed, List<String> seeds, List<String> bits) {
        this.random = new SplittableRandom(seed);
        this.seeds = seeds;
        this.bits = bits;
    }

    /// Runs that many inputs; anything thrown is a crash and names its input.
    ///
    /// @param attempt whether the input was of use
    public void run(long inputs, Predicate<String> attempt) {
        long used = 0;
        long start = System.nanoTime();
        for (long index = 0; index < inputs; index++) {
            var text = next();
            try {
                used += attempt.test(text) ? 1 : 0;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError crash) {
                throw new IllegalStateException("input %d: %s".formatted(index, text), crash);
            }
        }
        System.out.printf(
                "%d inputs, %d of use, %d refused, 0 crashes, %d s%n",
                inputs, used, inputs - used, (System.nanoTime() - start) / 1_000_000_000);
    }

    private String next() {
        var text = new StringBuilder(pick(seeds));
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes; change++) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, pick(bits));
                case 2 -> text.replace(from, to, pick(bits));
                case 3 -> {
                    var other = pick(seeds);
                    int start = random.nextInt(other.length() + 1);
                    int end = Math.min(other.length(), start + random.nextInt(40));
                    text.insert(from, other, start, end);
                }
                default -> text.insert(from, text.substring(from, to).repeat(random.nextInt(4)));
            }
        }
        return text.toString();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
