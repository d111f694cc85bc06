package dev.hone.datasets.parquet;

import java.io.IOException;

/// Numbers as runs of one of them, and as groups of eight that are packed as bits. Levels are
/// written so, the indices of dictionaries, and truth values.
final class Hybrid {
    private final PageBytes source;
    private final Bits bits;
    private final int width;
    private long left;
    private boolean packed;
    private int repeated;

    /// @param width bits of each number
    Hybrid(PageBytes source, int width) throws Damage {
        if (width < 0 || width > Integer.SIZE) {
            throw Damage.of("numbers of %d bits".formatted(width));
        }
        this.source = source;
        this.bits = new Bits(source);
        this.width = width;
    }

    /// The bits that numbers up to that one need.
    static int width(int greatest) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(greatest);
    }

    int next() throws IOException {
        while (left == 0) {
            run();
        }
        left--;
        return packed ? (int) bits.next(width) : repeated;
    }

    private void run() throws IOException {
        long header = source.varint();
        packed = (header & 1) == 1;
        left = packed ? (header >>> 1) * Byte.SIZE : header >>> 1;
        if (left < 0) {
            throw Damage.of("a run of %d numbers".formatted(left));
        }
        if (packed) {
            bits.align();
        } else {
            repeated = (int) source.little((width + 7) / Byte.SIZE);
        }
    }
}
