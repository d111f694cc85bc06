package dev.hone.trainer.recipe;

import dev.hone.datasets.plan.Calls;
import dev.hone.datasets.plan.RowLengths;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.kernel.PackedRows;
import java.util.Arrays;
import java.util.List;

/// Rows in the calls and lanes that [Calls] deals them to.
public final class Shards {
    private Shards() {}

    /// For each lane its calls.
    ///
    /// @param tokensAtOnce padded tokens in one call, unless a single row has more
    public static List<List<PackedRows>> of(List<TokenizedSample> batch, int tokensAtOnce) {
        return Calls.lanes(lengths(batch), tokensAtOnce).stream()
                .map(lane -> lane.stream().map(call -> packed(batch, call)).toList())
                .toList();
    }

    /// All rows, those of like length together.
    static List<PackedRows> calls(List<TokenizedSample> rows, int tokensAtOnce) {
        return Calls.of(lengths(rows), tokensAtOnce).stream()
                .map(call -> packed(rows, call))
                .toList();
    }

    /// All that a plan needs to know of rows.
    static RowLengths lengths(List<TokenizedSample> rows) {
        var lengths = new RowLengths();
        rows.forEach(row -> lengths.add(row.length(), row.labelledCount()));
        return lengths;
    }

    private static PackedRows packed(List<TokenizedSample> rows, int[] call) {
        return PackedRows.of(Arrays.stream(call).mapToObj(rows::get).toList(), call);
    }
}
