package dev.hone.trainer.recipe;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A random order of `0 .. size - 1`.
final class Permutation {
    private Permutation() {}

    static int[] of(int size, RandomGenerator random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
