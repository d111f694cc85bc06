package dev.hone.datasets.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Parts of an object.
final class Ranges {
    private Ranges() {}

    static void check(long from, long length) {
        if (from < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "a range must not start or end before 0, was from %d, length %d"
                            .formatted(from, length));
        }
    }

    static InputStream limited(InputStream bytes, long limit) {
        return new FilterInputStream(bytes) {
            private long left = limit;

            @Override
            public int read() throws IOException {
                if (left <= 0) {
                    return -1;
                }
                int value = super.read();
                left -= value < 0 ? 0 : 1;
                return value;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (left <= 0 && length > 0) {
                    return -1;
                }
                int read = super.read(buffer, offset, (int) Math.min(length, left));
                left -= Math.max(read, 0);
                return read;
            }

            @Override
            public long skip(long count) throws IOException {
                long skipped = super.skip(Math.min(count, left));
                left -= skipped;
                return skipped;
            }

            @Override
            public int available() throws IOException {
                return (int) Math.min(super.available(), left);
            }

            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }
}
