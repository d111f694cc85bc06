package dev.hone.datasets.parquet;

import java.io.IOException;

/// Texts and other bytes, in each encoding that has them and that needs nothing but a place to put
/// the next one.
final class BinaryValues {
    private BinaryValues() {}

    /// Where a value is put that does not lie in an array already; grows up to the longest that is
    /// wanted.
    static final class Room {
        private byte[] bytes = new byte[1 << 10];

        byte[] of(int length) {
            if (bytes.length < length) {
                bytes = new byte[Math.max(length, 2 * bytes.length)];
            }
            return bytes;
        }
    }

    /// Each behind its length.
    static Values.Binaries plain(PageBytes source, Room room) {
        var slice = new Values.Slice();
        return most -> take(source, (int) source.little(Integer.BYTES), most, room, slice);
    }

    /// All of one length.
    static Values.Binaries fixed(PageBytes source, int length, Room room) {
        var slice = new Values.Slice();
        return most -> take(source, length, most, room, slice);
    }

    /// The lengths first, then all bytes.
    ///
    /// @param lengths of as many values as there are
    static Values.Binaries behindLengths(PageBytes source, int[] lengths, Room room) {
        var slice = new Values.Slice();
        return new Values.Binaries() {
            private int index;

            @Override
            public Values.Slice next(int most) throws IOException {
                return take(source, element(lengths, index++), most, room, slice);
            }
        };
    }

    /// @param split all bytes, the first ones of all values before all second ones
    static Values.Binaries split(byte[] split, int width, Room room) {
        int count = split.length / width;
        var slice = new Values.Slice();
        return new Values.Binaries() {
            private int index;

            @Override
            public Values.Slice next(int most) throws IOException {
                if (index == count) {
                    throw Damage.of("there are only %d values".formatted(count));
                }
                var bytes = room.of(width);
                for (int part = 0; part < width; part++) {
                    bytes[part] = split[part * count + index];
                }
                index++;
                return slice.of(bytes, 0, width);
            }
        };
    }

    static int element(int[] numbers, int index) throws Damage {
        if (index >= numbers.length) {
            throw Damage.of("there are only %d values".formatted(numbers.length));
        }
        return numbers[index];
    }

    private static Values.Slice take(
            PageBytes source, int length, int most, Room room, Values.Slice slice)
            throws IOException {
        source.require(length);
        if (length > most) {
            source.pass(length);
            return slice.ofLength(length);
        }
        var bytes = room.of(length);
        source.take(bytes, 0, length);
        return slice.of(bytes, 0, length);
    }
}
