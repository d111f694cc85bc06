package dev.hone.datasets.rows;

import java.io.IOException;
import java.util.HexFormat;

/// What the rows of a file say, in their order. Two files of the same digest train the same
/// adapter, however they are written.
///
/// @param sha256 over the digests of all rows
public record Contents(long rows, String sha256) {

    public static Contents of(RowSource file) throws IOException {
        var all = Sha256.digest();
        var digests = new RowDigests();
        long rows = 0;
        try (var reader = file.read()) {
            for (var row = UsableRows.next(reader);
                    row.isPresent();
                    row = UsableRows.next(reader)) {
                all.update(digests.of(row.get().sample()).whole());
                rows++;
            }
        }
        return new Contents(rows, HexFormat.of().formatHex(all.digest()));
    }
}
