package dev.hone.datasets.rows;

import dev.hone.protocol.Container;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// How many rows of a file went where.
public record Split(long trainingRows, long validationRows) {

    /// The container of the two files that are made of one: its own, but that Parquet is only read.
    public static Container writtenAs(@Nullable Container file) {
        return switch (file) {
            case null -> Container.JSON_LINES;
            case PARQUET -> Container.JSON_LINES;
            case JSON_LINES, JSON_ARRAY, CSV, TSV -> file;
        };
    }

    /// Writes each row as it stands to one of the two, in the order of the file; a table's header
    /// to both. Both are unpacked and [as][#writtenAs] the file. The streams stay open.
    public static Split of(
            RowSource file, SplitRule rule, OutputStream training, OutputStream validation)
            throws IOException {
        var side = new SplitSide(rule);
        try (var reader = file.read()) {
            var row = UsableRows.next(reader);
            var container = writtenAs(reader.format().container());
            var learned = new RowWriter(training, container);
            var keptBack = new RowWriter(validation, container);
            for (; row.isPresent(); row = UsableRows.next(reader)) {
                (side.validates(row.get().sample()) ? keptBack : learned)
                        .write(reader.header(), reader.bytes());
            }
            learned.end();
            keptBack.end();
            return new Split(learned.rows(), keptBack.rows());
        }
    }
}
