package dev.hone.datasets.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// Unpacks Snappy's raw format. Every known writer packs blocks of 64 KiB, so nothing farther back
/// is repeated, although the format could say so.
public final class SnappyStream extends WindowStream {
    private static final int LITERAL = 0;
    private static final int NEAR_COPY = 1;
    private static final int COPY = 2;
    private static final int LONGEST_SHORT_LITERAL = 60;

    private long length = -1;
    private long literal;
    private long repeated;
    private long distance;

    /// @param expected length of what will be unpacked
    public SnappyStream(InputStream source, long expected) {
        super(source, expected);
    }

    @Override
    boolean unpack() throws IOException {
        if (length < 0) {
            length = varint();
        }
        if (literal > 0) {
            literal = literal(literal);
        } else if (repeated > 0) {
            repeated = repeat(distance, repeated);
        } else if (!fill()) {
            return end();
        } else {
            element();
        }
        return true;
    }

    private boolean end() throws IOException {
        if (total() != length) {
            throw new ZipException(
                    "it has %d bytes, but says that it had %d".formatted(total(), length));
        }
        return false;
    }

    private void element() throws IOException {
        int tag = next();
        int upper = tag >>> 2;
        switch (tag & 3) {
            case LITERAL ->
                    literal =
                            1
                                    + (upper < LONGEST_SHORT_LITERAL
                                            ? upper
                                            : little(upper - LONGEST_SHORT_LITERAL + 1));
            case NEAR_COPY -> {
                repeated = 4L + (upper & 7);
                distance = ((long) (tag & 0xE0) << 3) | next();
            }
            case COPY -> {
                repeated = 1L + upper;
                distance = little(2);
            }
            default -> {
                repeated = 1L + upper;
                distance = little(4);
            }
        }
    }

    private long little(int bytes) throws IOException {
        long value = 0;
        for (int index = 0; index < bytes; index++) {
            value |= (long) next() << (8 * index);
        }
        return value;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int part = next();
            value |= (long) (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new ZipException("its length has more than 32 bits");
    }
}
