package dev.hone.datasets.rows;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.SampleReader;
import java.io.IOException;
import java.util.Optional;

/// The rows of a file that was found sound.
final class UsableRows {
    private UsableRows() {}

    /// The next row that is not blank, if there is one.
    static Optional<Row.Usable> next(SampleReader reader) throws IOException {
        for (var row = reader.next(); row.isPresent(); row = reader.next()) {
            switch (row.get()) {
                case Row.Usable usable -> {
                    return Optional.of(usable);
                }
                case Row.Faulty(var line, _, var faults) -> throw unsound(line, faults.getFirst());
                case Row.Blank _ -> {
                    // no row
                }
            }
        }
        return Optional.empty();
    }

    private static IOException unsound(long line, Fault fault) {
        return new IOException(
                "line %d: %s; only files without faults are compared and split"
                        .formatted(line, fault.message()));
    }
}
