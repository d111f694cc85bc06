package dev.hone.trainer.recipe;

import java.util.stream.IntStream;

/// MT19937, the generator behind the data order of the reference trainer.
final class MersenneTwister {
    private static final int SIZE = 624;
    private static final int SHIFT = 397;

    private final int[] state = new int[SIZE];
    private int at = SIZE;

    /// Only the seed's low 32 bits count, as in the reference.
    MersenneTwister(long seed) {
        state[0] = (int) seed;
        for (int i = 1; i < SIZE; i++) {
            int before = state[i - 1];
            state[i] = 1812433253 * (before ^ (before >>> 30)) + i;
        }
    }

    /// The order in which the reference visits `size` rows: each place swaps with one behind it.
    static int[] permutation(int size, long seed) {
        var random = new MersenneTwister(seed);
        int[] order = IntStream.range(0, size).toArray();
        for (int i = 0; i < size - 1; i++) {
            int j = i + (int) (random.next() % (size - i));
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /// 32 random bits as a number from 0 on.
    long next() {
        if (at == SIZE) {
            twist();
        }
        int y = state[at++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        y ^= y >>> 18;
        return Integer.toUnsignedLong(y);
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
            int mixed = (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
            state[i] = state[(i + SHIFT) % SIZE] ^ mixed;
        }
        at = 0;
    }
}
