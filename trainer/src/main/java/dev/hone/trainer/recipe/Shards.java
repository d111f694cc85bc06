package dev.hone.trainer.recipe;

import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.kernel.PackedRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Deals the rows of a batch to lanes so that each has about as many tokens, then to calls that fit
/// the memory. The dealing depends on the rows and the size of a call alone, so where calls have
/// the same size, sums come out the same.
public final class Shards {
    /// Sums are formed in this many parts, whatever the machine.
    static final int LANES = 2;

    /// Padded tokens in one call: more do not get faster, but take more memory.
    static final int MOST_TOKENS = 4096;

    private Shards() {}

    /// For each lane its calls.
    ///
    /// @param tokensAtOnce padded tokens in one call, unless a single row has more
    public static List<List<PackedRows>> of(List<TokenizedSample> batch, int tokensAtOnce) {
        var lanes = new ArrayList<List<Numbered>>();
        var tokens = new long[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            lanes.add(new ArrayList<>());
        }
        for (Numbered row : longestFirst(batch)) {
            int lane = tokens[0] <= tokens[1] ? 0 : 1;
            lanes.get(lane).add(row);
            tokens[lane] += row.length();
        }
        return lanes.stream().map(lane -> calls(lane, tokensAtOnce)).toList();
    }

    /// Rows of like length together, in calls that fit the memory.
    static List<PackedRows> calls(List<Numbered> longestFirst, int tokensAtOnce) {
        var calls = new ArrayList<PackedRows>();
        int from = 0;
        while (from < longestFirst.size()) {
            int rows = Math.max(1, tokensAtOnce / longestFirst.get(from).length());
            int to = Math.min(longestFirst.size(), from + rows);
            calls.add(packed(longestFirst.subList(from, to)));
            from = to;
        }
        return calls;
    }

    private static PackedRows packed(List<Numbered> rows) {
        return PackedRows.of(
                rows.stream().map(Numbered::row).toList(),
                rows.stream().mapToInt(Numbered::number).toArray());
    }

    static List<Numbered> longestFirst(List<TokenizedSample> rows) {
        return IntStream.range(0, rows.size())
                .mapToObj(number -> new Numbered(number, rows.get(number)))
                .sorted(Comparator.comparingInt(Numbered::length).reversed())
                .toList();
    }

    /// A row and its place in the batch.
    record Numbered(int number, TokenizedSample row) {
        int length() {
            return row.length();
        }
    }
}
