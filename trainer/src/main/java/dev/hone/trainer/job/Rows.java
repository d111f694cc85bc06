package dev.hone.trainer.job;

import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.datasets.tokens.TokensException;
import dev.hone.protocol.DatasetFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Goes through a dataset file row by row; a row that cannot be used is counted, not fatal.
final class Rows {
    private Rows() {}

    /// Takes a usable row.
    interface Taker {
        /// @return false when no more rows are wanted
        /// @throws TokensException.RefusedSample if the row is of no use with this base
        boolean take(long line, Sample sample);
    }

    /// @param before called before each row; what it throws ends the reading
    /// @param privacy what is done with a row before it is offered
    static Skipped read(
            Path file, DatasetFormat format, Runnable before, RowPrivacy privacy, Taker taker)
            throws IOException {
        var skipped = new Skipped();
        try (var reader = new SampleReader(Files.newInputStream(file), format)) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                before.run();
                if (!offered(row.get(), skipped, privacy, taker)) {
                    break;
                }
            }
        }
        return skipped;
    }

    private static boolean offered(Row row, Skipped skipped, RowPrivacy privacy, Taker taker) {
        switch (row) {
            case Row.Blank _ -> {}
            case Row.Faulty faulty -> {
                var first = faulty.faults().getFirst();
                skipped.add(faulty.line(), first.code().wireName(), first.message());
            }
            case Row.Usable usable -> {
                try {
                    var sample = privacy.applied(usable, skipped);
                    return sample.isEmpty() || taker.take(usable.line(), sample.get());
                } catch (TokensException.RefusedSample e) {
                    skipped.add(usable.line(), e.code(), String.valueOf(e.getMessage()));
                }
            }
        }
        return true;
    }
}
