package dev.hone.datasets.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// Unpacks one block of LZ4, without a frame around it.
public final class Lz4Stream extends WindowStream {
    private static final int SHORTEST_REPETITION = 4;
    private static final int MORE = 15;
    private static final long LONGEST = 1L << 32;

    private long literal;
    private long repeated;
    private long distance;
    private int token = -1;

    /// @param expected length of what will be unpacked
    public Lz4Stream(InputStream source, long expected) {
        super(source, expected);
    }

    @Override
    boolean unpack() throws IOException {
        if (literal > 0) {
            literal = literal(literal);
        } else if (repeated > 0) {
            repeated = repeat(distance, repeated);
        } else if (!fill()) {
            return false; // the last sequence has no repetition
        } else if (token < 0) {
            token = next();
            literal = length(token >>> 4);
        } else {
            distance = next() | (long) next() << 8;
            repeated = SHORTEST_REPETITION + length(token & MORE);
            token = -1;
        }
        return true;
    }

    private long length(int short4) throws IOException {
        long length = short4;
        if (short4 == MORE) {
            int part = next();
            while (part == 0xFF && length < LONGEST) {
                length += part;
                part = next();
            }
            length += part;
        }
        if (length >= LONGEST) {
            throw new ZipException("it says that %d bytes follow".formatted(length));
        }
        return length;
    }
}
