package dev.hone.trainer.bench;

import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.model.NamedRandom;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// Rows that fill every position: speed depends on shapes alone.
final class SyntheticRows {
    private SyntheticRows() {}

    /// Rows of exactly `length` tokens, all learned but the first.
    static List<TokenizedSample> of(int rows, int length, int vocabulary) {
        var random = NamedRandom.of(0, "bench rows");
        var learned = new BitSet();
        learned.set(1, length);
        return IntStream.range(0, rows)
                .mapToObj(_ ->
                        new TokenizedSample(random.ints(length, 0, vocabulary).toArray(), learned))
                .toList();
    }
}
