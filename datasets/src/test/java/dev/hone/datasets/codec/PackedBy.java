package dev.hone.datasets.codec;

import java.io.ByteArrayOutputStream;

/// Packs by hand, in the two formats that only readers are here for.
public final class PackedBy {
    private static final int LONGEST_COPY = 64;
    private static final int LITERAL_OF_FOUR_BYTES = 63;

    private PackedBy() {}

    /// As it stands, without any repetition.
    public static byte[] snappyLiteral(byte[] bytes) {
        var out = varint(bytes.length);
        out.write(LITERAL_OF_FOUR_BYTES << 2);
        int length = bytes.length - 1;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(length >>> shift);
        }
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    /// So many of one byte.
    public static byte[] snappyRun(int count, int value) {
        var out = varint(count);
        out.write(0);
        out.write(value);
        for (int left = count - 1; left > 0; left -= LONGEST_COPY) {
            int length = Math.min(LONGEST_COPY, left);
            out.write(((length - 1) << 2) | 2);
            out.write(1);
            out.write(0);
        }
        return out.toByteArray();
    }

    public static byte[] lz4Literal(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        out.write(Math.min(15, bytes.length) << 4);
        more(out, bytes.length);
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    /// So many of one byte; the last ones as they stand, as the format asks for.
    public static byte[] lz4Run(int count, int value) {
        var out = new ByteArrayOutputStream();
        int repeated = count - 1 - 5;
        out.write((1 << 4) | Math.min(15, repeated - 4));
        out.write(value);
        out.write(1);
        out.write(0);
        more(out, repeated - 4);
        out.write(5 << 4);
        for (int index = 0; index < 5; index++) {
            out.write(value);
        }
        return out.toByteArray();
    }

    private static void more(ByteArrayOutputStream out, int length) {
        if (length >= 15) {
            int left = length - 15;
            for (; left >= 255; left -= 255) {
                out.write(255);
            }
            out.write(left);
        }
    }

    private static ByteArrayOutputStream varint(int length) {
        var out = new ByteArrayOutputStream();
        int left = length;
        while (left >= 0x80) {
            out.write((left & 0x7F) | 0x80);
            left >>>= 7;
        }
        out.write(left);
        return out;
    }
}
