package dev.hone.datasets.container;

import java.util.Arrays;

/// Bytes of a piece as they come: counted all, kept up to the cap.
final class Gathered {
    private static final int USUAL = 4096;

    private byte[] bytes = new byte[USUAL];
    private int kept;
    private long length;

    void clear() {
        kept = 0;
        length = 0;
    }

    void add(byte value) {
        length++;
        if (length <= Piece.CAP) {
            if (kept == bytes.length) {
                grow(kept + 1);
            }
            bytes[kept++] = value;
        }
    }

    void add(byte[] from, int start, int count) {
        length += count;
        if (length <= Piece.CAP) {
            if (kept + count > bytes.length) {
                grow(kept + count);
            }
            System.arraycopy(from, start, bytes, kept, count);
            kept += count;
        }
    }

    private void grow(int needed) {
        bytes = Arrays.copyOf(bytes, Math.min(Piece.CAP, Math.max(needed, 2 * bytes.length)));
    }

    boolean fits() {
        return length <= Piece.CAP;
    }

    long length() {
        return length;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, kept);
    }
}
