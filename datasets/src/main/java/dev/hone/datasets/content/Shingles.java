package dev.hone.datasets.content;

import java.util.Arrays;
import java.util.BitSet;

/// The runs of three words of a row, as sorted numbers without repeats. What stands in more than a
/// fifth of all rows, an instruction written into each, does not count; unless there is nothing
/// else.
final class Shingles {
    private static final int WORDS = 3;
    private static final int SLOTS = 1 << 20;
    private static final int FEWEST_COMMON = 20;
    private static final int COMMON_SHARE = 5;
    private static final int ALL_COUNTED = 4_096;
    private static final int ONE_OF = 8;

    /// Rows that a shingle stands in: one count for all shingles with the same last bits, so never
    /// too low.
    private final int[] rowsOf = new int[SLOTS];

    private final int[] lastRow = new int[SLOTS];
    private final BitSet common = new BitSet(SLOTS);
    private int seen;
    private int rows;

    /// Learns what is common; of many rows a part tells it.
    void count(String text, Words words) {
        seen++;
        if (seen > ALL_COUNTED && seen % ONE_OF != 0) {
            return;
        }
        rows++;
        words.read(text);
        for (int first = 0; first < number(words); first++) {
            int slot = slot(shingle(words, first));
            if (lastRow[slot] != rows) {
                lastRow[slot] = rows;
                rowsOf[slot]++;
            }
        }
    }

    /// To be called when all rows were counted.
    void settle() {
        for (int slot = 0; slot < SLOTS; slot++) {
            common.set(slot, rowsOf[slot] >= FEWEST_COMMON && rowsOf[slot] > rows / COMMON_SHARE);
        }
    }

    /// Empty of a row without words.
    long[] of(Words words) {
        var shingles = new long[words.count()];
        return distinct(shingles, into(shingles, words));
    }

    /// The same unsorted and with repeats, which is all that a signature needs.
    ///
    /// @param into has room for as many as there are words
    /// @return how many there are
    int into(long[] into, Words words) {
        int all = number(words);
        int own = 0;
        for (int first = 0; first < all; first++) {
            long shingle = shingle(words, first);
            if (!isCommon(shingle)) {
                into[own++] = shingle;
            }
        }
        if (own > 0) {
            return own;
        }
        for (int first = 0; first < all; first++) {
            into[first] = shingle(words, first);
        }
        return all;
    }

    /// What both have of what either has.
    static double jaccard(long[] one, long[] other) {
        int both = 0;
        int left = 0;
        int right = 0;
        while (left < one.length && right < other.length) {
            int order = Long.compare(one[left], other[right]);
            both += order == 0 ? 1 : 0;
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }
        return (double) both / (one.length + other.length - both);
    }

    static long[] distinct(long[] numbers, int count) {
        Arrays.sort(numbers, 0, count);
        int kept = 0;
        for (int index = 0; index < count; index++) {
            if (kept == 0 || numbers[kept - 1] != numbers[index]) {
                numbers[kept++] = numbers[index];
            }
        }
        return Arrays.copyOf(numbers, kept);
    }

    private boolean isCommon(long shingle) {
        return common.get(slot(shingle));
    }

    private static int slot(long shingle) {
        return (int) shingle & (SLOTS - 1);
    }

    /// A row of fewer words is one shingle.
    private static int number(Words words) {
        return words.count() == 0 ? 0 : Math.max(1, words.count() - WORDS + 1);
    }

    private static long shingle(Words words, int first) {
        return words.gram(first, Math.min(WORDS, words.count()));
    }
}
