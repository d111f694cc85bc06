package dev.hone.orchestrator.datasets;

import dev.hone.datasets.rows.Difference;
import dev.hone.datasets.rows.RowText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the rows of one version became those of another.
///
/// @param from number of the version before
/// @param changed rows that ask what a row of the other version asks, and answer it differently
/// @param rows the first of each kind
public record RowDifference(
        String dataset,
        int from,
        int to,
        long added,
        long removed,
        long changed,
        long unchanged,
        List<Row> rows) {
    public RowDifference {
        rows = List.copyOf(rows);
    }

    /// @param change `added`, `removed` or `changed`
    /// @param from null where the row was added
    /// @param to null where the row was removed
    public record Row(String change, @Nullable Side from, @Nullable Side to) {
        static Row of(Difference.Change change) {
            return switch (change) {
                case Difference.Change.Added(var to) -> new Row("added", null, Side.of(to));
                case Difference.Change.Removed(var from) -> new Row("removed", Side.of(from), null);
                case Difference.Change.Changed(var from, var to) ->
                        new Row("changed", Side.of(from), Side.of(to));
            };
        }
    }

    /// @param line on which the row starts, from 1
    public record Side(long line, String asked, String answer) {
        static Side of(RowText row) {
            return new Side(row.line(), row.asked(), row.answer());
        }
    }

    static RowDifference of(VersionView from, VersionView to, Difference difference) {
        return new RowDifference(
                from.dataset(),
                from.number(),
                to.number(),
                difference.added(),
                difference.removed(),
                difference.changed(),
                difference.unchanged(),
                difference.first().stream().map(Row::of).toList());
    }
}
