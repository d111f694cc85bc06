package dev.hone.datasets.parquet;

import java.io.IOException;

/// Numbers of so many bits each, packed one behind the other from the least significant bit on.
final class Bits {
    private final PageBytes source;
    private int current;
    private int left;

    Bits(PageBytes source) {
        this.source = source;
    }

    long next(int width) throws IOException {
        long value = 0;
        for (int got = 0; got < width; ) {
            if (left == 0) {
                current = source.next();
                left = Byte.SIZE;
            }
            int taken = Math.min(left, width - got);
            value |= (long) (current & (1 << taken) - 1) << got;
            current >>>= taken;
            left -= taken;
            got += taken;
        }
        return value;
    }

    /// What is left of the byte that was begun does not count.
    void align() {
        left = 0;
    }
}
