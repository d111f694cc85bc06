package dev.hone.datasets.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the rows that say what an earlier training row says, or nearly: Jaccard of at least 0.8
/// over [Shingles]. Bands only propose pairs, the sets themselves decide.
final class Likeness {
    private static final double LEAST = 0.8;

    /// A row is compared with that many others of one band: beyond are thousands alike.
    private static final int MOST_COMPARED = 64;

    private static final int NONE = -1;
    private static final int CACHED = 1 << 8;
    private static final int MOST_CACHED_WORDS = 1 << 12;

    /// What a row says.
    private static final class WordSet {
        private final int row;
        private final long[] words;
        private final long[] shingles;

        WordSet(int row, long[] words, long[] shingles) {
            this.row = row;
            this.words = words;
            this.shingles = shingles;
        }
    }

    private final KeptRows kept;
    private final Shingles shingles;
    private final Words words = new Words();
    private final int[] twins;
    private final BitSet exact = new BitSet();
    private final BitSet validation = new BitSet();
    private final BitSet wordless = new BitSet();
    private final @Nullable WordSet[] cache = new WordSet[CACHED];

    private Likeness(KeptRows kept, Shingles shingles) {
        this.kept = kept;
        this.shingles = shingles;
        this.twins = new int[kept.rows()];
        Arrays.fill(twins, NONE);
    }

    static Likeness of(KeptRows kept, Shingles shingles, Path scratch) throws IOException {
        shingles.settle();
        var likeness = new Likeness(kept, shingles);
        try (var bands = new BandFile(scratch)) {
            likeness.sign(bands);
            for (int band = 0; band < MinHash.BANDS; band++) {
                likeness.compare(bands.sorted(band));
            }
        }
        return likeness;
    }

    /// The row that the row resembles; -1 if it resembles none.
    int twin(int row) {
        return twins[row];
    }

    private void sign(BandFile bands) throws IOException {
        var minHash = new MinHash();
        var numbers = new int[MinHash.BANDS];
        var set = new long[1 << 10];
        for (int row = 0; row < kept.rows(); row++) {
            var read = kept.read(row);
            validation.set(row, read.file() == ContentFile.VALIDATION);
            words.read(read.text());
            if (set.length < words.count()) {
                set = new long[2 * words.count()];
            }
            int count = shingles.into(set, words);
            wordless.set(row, count == 0);
            minHash.bands(set, count, numbers);
            bands.add(numbers);
        }
        bands.end();
    }

    /// @param keys of a band; rows that share the upper half are to be compared
    private void compare(long[] keys) throws IOException {
        int end;
        for (int start = 0; start < keys.length; start = end) {
            end = start + 1;
            while (end < keys.length
                    && keys[end] >>> Integer.SIZE == keys[start] >>> Integer.SIZE) {
                end++;
            }
            if (end > start + 1) {
                compare(keys, start, end);
            }
        }
    }

    private void compare(long[] keys, int start, int end) throws IOException {
        for (int one = start; one < end; one++) {
            int row = (int) keys[one];
            if (twins[row] != NONE || wordless.get(row)) {
                continue;
            }
            // A validation row is compared with all training rows, a training row with earlier
            // ones.
            int last = validation.get(row) ? end : one;
            int compared = 0;
            for (int other = start; other < last && compared < MOST_COMPARED; other++) {
                int candidate = (int) keys[other];
                if (!validation.get(candidate) && !wordless.get(candidate)) {
                    compared++;
                    if (areAlike(row, candidate)) {
                        break;
                    }
                }
            }
        }
    }

    private boolean areAlike(int row, int candidate) throws IOException {
        var one = set(row);
        var other = set(candidate);
        if (Shingles.jaccard(one.shingles, other.shingles) < LEAST) {
            return false;
        }
        boolean same = Arrays.equals(one.words, other.words);
        if (twins[row] == NONE || same) {
            twins[row] = candidate;
            exact.set(row, same);
        }
        return same;
    }

    private WordSet set(int row) throws IOException {
        int slot = row % CACHED;
        var cached = cache[slot];
        if (cached != null && cached.row == row) {
            return cached;
        }
        words.read(kept.read(row).text());
        var set = new WordSet(row, words.numbers(), shingles.of(words));
        if (set.words.length <= MOST_CACHED_WORDS) {
            cache[slot] = set;
        }
        return set;
    }

    List<ContentFinding> findings() throws IOException {
        var copies = new Sightings(ContentCode.EXACT_DUPLICATE, ContentFile.TRAINING);
        var near = new Sightings(ContentCode.NEAR_DUPLICATE, ContentFile.TRAINING);
        var leaks = new Sightings(ContentCode.LEAKED_ROW, ContentFile.VALIDATION);
        var nearLeaks = new Sightings(ContentCode.NEAR_LEAK, ContentFile.VALIDATION);
        for (int row = 0; row < twins.length; row++) {
            if (twins[row] == NONE) {
                continue;
            }
            var sameWords = exact.get(row) ? copies : near;
            var leaked = exact.get(row) ? leaks : nearLeaks;
            var read = kept.read(row);
            (validation.get(row) ? leaked : sameWords)
                    .add(read.line(), kept.read(twins[row]).line(), read.text());
        }
        return Stream.of(
                        copies.finding(Likeness::copied),
                        near.finding(Likeness::nearlyCopied),
                        leaks.finding(Likeness::leaked),
                        nearLeaks.finding(Likeness::nearlyLeaked))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String copied(long rows) {
        return ("rows that say word by word what an earlier row says (letter case and punctuation aside): %d."
                        + " Each copy is learned again: leave all but one out")
                .formatted(rows);
    }

    private static String nearlyCopied(long rows) {
        return ("rows that share at least 80 %% of their runs of three words with an earlier row: %d."
                        + " What they share is learned again: leave out those that add nothing")
                .formatted(rows);
    }

    private static String leaked(long rows) {
        return ("validation rows that stand word by word among the training rows: %d. Their loss says"
                        + " nothing of new text: take them out of one of the two files")
                .formatted(rows);
    }

    private static String nearlyLeaked(long rows) {
        return ("validation rows that share at least 80 %% of their runs of three words with a training"
                        + " row: %d. Their loss says little of new text: take them out of one of the two files")
                .formatted(rows);
    }
}
