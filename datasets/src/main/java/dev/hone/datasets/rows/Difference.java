package dev.hone.datasets.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// How the rows of one file became those of another. Rows are compared by what they say, each as
/// often as it stands there; their order does not count.
///
/// @param changed rows that ask what the other file asks too, and answer it differently
/// @param first some of each kind, by their place
public record Difference(
        long added, long removed, long changed, long unchanged, List<Change> first) {
    public Difference {
        first = List.copyOf(first);
    }

    /// One row that is not the same.
    public sealed interface Change {
        record Added(RowText to) implements Change {}

        record Removed(RowText from) implements Change {}

        record Changed(RowText from, RowText to) implements Change {}
    }

    /// Reads both files, and up to the last row that is shown again.
    ///
    /// @param shown of each kind, at most
    /// @param scratch an empty directory for 40 bytes a row, whose owner deletes it
    public static Difference of(RowSource from, RowSource to, int shown, Path scratch)
            throws IOException {
        var comparison = new Comparison(shown);
        try (var before = sorted(from, scratch);
                var after = sorted(to, scratch)) {
            comparison.run(before, after);
        }
        return comparison.difference(from, to);
    }

    private static Entries sorted(RowSource file, Path scratch) throws IOException {
        var sort = new RowSort(scratch);
        var digests = new RowDigests();
        try (var reader = file.read()) {
            for (var row = UsableRows.next(reader);
                    row.isPresent();
                    row = UsableRows.next(reader)) {
                sort.add(Entry.of(digests.of(row.get().sample()), row.get().byteOffset()));
            }
        }
        return sort.sorted();
    }
}
