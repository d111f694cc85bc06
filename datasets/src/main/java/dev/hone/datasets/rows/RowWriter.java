package dev.hone.datasets.rows;

import dev.hone.protocol.Container;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Writes rows as they stood in their file into another one, unpacked.
final class RowWriter {
    private final OutputStream out;
    private final Container container;
    private long rows;

    RowWriter(OutputStream out, Container container) {
        this.out = out;
        this.container = container;
    }

    long rows() {
        return rows;
    }

    /// @param header names of a table's columns
    void write(byte[] header, byte[] row) throws IOException {
        out.write(
                switch (container) {
                    case JSON_LINES -> new byte[0];
                    case JSON_ARRAY -> new byte[] {rows == 0 ? (byte) '[' : (byte) ',', '\n'};
                    case CSV, TSV -> rows == 0 ? line(header) : new byte[0];
                    case PARQUET -> throw new IllegalStateException("Parquet is only read");
                });
        out.write(container == Container.JSON_ARRAY ? row : line(row));
        rows++;
    }

    void end() throws IOException {
        if (container == Container.JSON_ARRAY && rows > 0) {
            out.write(new byte[] {'\n', ']', '\n'});
        }
    }

    private static byte[] line(byte[] row) {
        var line = Arrays.copyOf(row, row.length + 1);
        line[row.length] = '\n';
        return line;
    }
}
