package dev.hone.datasets.rows;

import dev.hone.protocol.Container;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/// How many rows of a file went where.
public record Split(long trainingRows, long validationRows) {

    /// Writes each row as it stands to one of the two, in the order of the file; a table's header
    /// to both. Both are unpacked and of the file's container. The streams stay open.
    public static Split of(
            RowSource file, SplitRule rule, OutputStream training, OutputStream validation)
            throws IOException {
        var digests = new RowDigests();
        try (var reader = file.read()) {
            var row = UsableRows.next(reader);
            var container =
                    Objects.requireNonNullElse(reader.format().container(), Container.JSON_LINES);
            var learned = new RowWriter(training, container);
            var keptBack = new RowWriter(validation, container);
            for (; row.isPresent(); row = UsableRows.next(reader)) {
                var validates = rule.validates(digests.of(row.get().sample()).asked());
                (validates ? keptBack : learned).write(reader.header(), reader.bytes());
            }
            learned.end();
            keptBack.end();
            return new Split(learned.rows(), keptBack.rows());
        }
    }
}
