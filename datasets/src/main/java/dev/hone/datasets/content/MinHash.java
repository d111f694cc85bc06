package dev.hone.datasets.content;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Signatures of sets (Broder 1997), in bands: two sets of Jaccard s share a band's number with
/// probability s^4, so of 24 bands at least one in all but 3 of a million pairs at s = 0.8.
final class MinHash {
    static final int BANDS = 24;
    private static final int ROWS = 4;
    private static final int HASHES = BANDS * ROWS;

    private final int[] factors = new int[HASHES];
    private final int[] terms = new int[HASHES];
    private final int[] smallest = new int[HASHES];

    MinHash() {
        var random = new SplittableRandom(0x5eed);
        for (int hash = 0; hash < HASHES; hash++) {
            factors[hash] = random.nextInt() | 1;
            terms[hash] = random.nextInt();
        }
    }

    /// @param count elements of the set; the same one may come again
    /// @param into a number for each band
    void bands(long[] set, int count, int[] into) {
        Arrays.fill(smallest, Integer.MAX_VALUE);
        for (int element = 0; element < count; element++) {
            int number = (int) (set[element] >>> Integer.SIZE);
            for (int hash = 0; hash < HASHES; hash++) {
                smallest[hash] = Math.min(smallest[hash], number * factors[hash] + terms[hash]);
            }
        }
        for (int band = 0; band < BANDS; band++) {
            long number = band;
            for (int row = 0; row < ROWS; row++) {
                number = Words.mixed(number + smallest[band * ROWS + row]);
            }
            into[band] = (int) number;
        }
    }
}
