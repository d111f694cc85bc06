package dev.hone.datasets.parquet;

import java.io.IOException;

/// The values of a page that are not null, one after the other.
sealed interface Values {

    /// Whole numbers as they are, others as their bits, truth as 1.
    non-sealed interface Numbers extends Values {
        long next() throws IOException;
    }

    non-sealed interface Binaries extends Values {
        /// The next value; a longer one than `most` is passed over, and only its length told.
        Slice next(int most) throws IOException;
    }

    /// Some bytes of an array, until the next value is read.
    final class Slice {
        private static final byte[] NONE = {};

        private byte[] bytes = NONE;
        private int offset;
        private int length;

        Slice of(byte[] array, int start, int count) {
            bytes = array;
            offset = start;
            length = count;
            return this;
        }

        /// Passed over.
        Slice ofLength(int count) {
            return of(NONE, 0, count);
        }

        byte[] bytes() {
            return bytes;
        }

        int offset() {
            return offset;
        }

        int length() {
            return length;
        }
    }
}
