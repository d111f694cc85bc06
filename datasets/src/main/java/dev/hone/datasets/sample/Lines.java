package dev.hone.datasets.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/// Splits a stream at line feeds, holding at most one capped line.
final class Lines {
    /// Longest line in bytes.
    static final int CAP = 1 << 20;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream source;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int filled;
    private long offset;
    private long number;

    Lines(InputStream source) {
        this.source = source;
    }

    /// The next line without its line end, if there is one. A last line needs none.
    Optional<Line> next() throws IOException {
        if (!fill()) {
            return Optional.empty();
        }
        number++;
        long start = offset;
        var bytes = new ByteArrayOutputStream(256);
        long length = 0;
        boolean ended = false;
        while (!ended && fill()) {
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            ended = end < filled;
            int part = end - position;
            length += part;
            if (length <= CAP) {
                bytes.write(buffer, position, part);
            }
            advance(ended ? part + 1 : part);
        }
        return Optional.of(
                length > CAP
                        ? new Line.TooLong(number, start, length)
                        : new Line.Complete(number, start, withoutReturn(bytes.toByteArray())));
    }

    private void advance(int bytes) {
        position += bytes;
        offset += bytes;
    }

    private boolean fill() throws IOException {
        if (position == filled) {
            position = 0;
            filled = Math.max(0, source.readNBytes(buffer, 0, BUFFER_BYTES));
        }
        return filled > 0;
    }

    private static byte[] withoutReturn(byte[] line) {
        boolean windows = line.length > 0 && line[line.length - 1] == '\r';
        return windows ? Arrays.copyOf(line, line.length - 1) : line;
    }
}
