package dev.hone.datasets.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Deals the rows of a batch to lanes so that each has about as many tokens, then to calls that fit
/// the memory. The dealing depends on the rows and the size of a call alone, so where calls have
/// the same size, sums come out the same.
public final class Calls {
    /// Sums are formed in this many parts, whatever the machine.
    public static final int LANES = 2;

    /// Padded tokens in one call: more do not get faster, but take more memory.
    public static final int MOST_TOKENS = 4096;

    private Calls() {}

    /// For each lane its calls, each the rows in it.
    ///
    /// @param tokensAtOnce padded tokens in one call, unless a single row has more
    public static List<List<int[]>> lanes(RowLengths batch, int tokensAtOnce) {
        var lanes = List.of(IntStream.builder(), IntStream.builder());
        var tokens = new long[LANES];
        for (int row : batch.longestFirst()) {
            int lane = tokens[0] <= tokens[1] ? 0 : 1;
            lanes.get(lane).add(row);
            tokens[lane] += batch.tokens(row);
        }
        return lanes.stream()
                .map(lane -> calls(batch, lane.build().toArray(), tokensAtOnce))
                .toList();
    }

    /// Rows of like length together, in calls that fit the memory.
    public static List<int[]> of(RowLengths rows, int tokensAtOnce) {
        return calls(rows, rows.longestFirst(), tokensAtOnce);
    }

    private static List<int[]> calls(RowLengths rows, int[] longestFirst, int tokensAtOnce) {
        var calls = new ArrayList<int[]>();
        int from = 0;
        while (from < longestFirst.length) {
            int most = Math.max(1, tokensAtOnce / rows.tokens(longestFirst[from]));
            int to = Math.min(longestFirst.length, from + most);
            calls.add(Arrays.copyOfRange(longestFirst, from, to));
            from = to;
        }
        return calls;
    }
}
