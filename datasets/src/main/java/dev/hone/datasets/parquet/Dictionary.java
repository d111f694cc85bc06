package dev.hone.datasets.parquet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/// The values that the pages of a column refer to by their index.
sealed interface Dictionary extends AutoCloseable {
    /// One larger than this does not lie in memory.
    int MOST_IN_MEMORY = 1 << 20;

    /// The values that a page refers to, one after the other.
    Values values(Hybrid indices);

    @SuppressWarnings("ArrayRecordComponent") // is never compared
    record OfNumbers(long[] all) implements Dictionary {
        @Override
        public Values values(Hybrid indices) {
            return (Values.Numbers) () -> all[checked(indices.next(), all.length)];
        }
    }

    /// @param starts of each in `bytes`, and at the end of the last one
    @SuppressWarnings("ArrayRecordComponent") // is never compared
    record OfBinaries(byte[] bytes, int[] starts) implements Dictionary {
        @Override
        public Values values(Hybrid indices) {
            var slice = new Values.Slice();
            return (Values.Binaries)
                    most -> {
                        int index = checked(indices.next(), starts.length - 1);
                        int length = starts[index + 1] - starts[index];
                        return length > most
                                ? slice.ofLength(length)
                                : slice.of(bytes, starts[index], length);
                    };
        }
    }

    /// @param starts of each in the file, and at the end of the last one
    /// @param room where a value is put
    @SuppressWarnings("ArrayRecordComponent") // is never compared
    record OfFile(FileChannel file, int[] starts, BinaryValues.Room room) implements Dictionary {
        @Override
        public Values values(Hybrid indices) {
            var slice = new Values.Slice();
            return (Values.Binaries)
                    most -> {
                        int index = checked(indices.next(), starts.length - 1);
                        int length = starts[index + 1] - starts[index];
                        return length > most
                                ? slice.ofLength(length)
                                : slice.of(read(starts[index], length), 0, length);
                    };
        }

        private byte[] read(int start, int length) throws IOException {
            var bytes = room.of(length);
            var buffer = ByteBuffer.wrap(bytes, 0, length);
            while (buffer.hasRemaining()) {
                if (file.read(buffer, start + buffer.position()) < 0) {
                    throw new IOException("the copy of a dictionary has become shorter");
                }
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    default void close() throws IOException {}

    private static int checked(int index, int size) throws Damage {
        if (index < 0 || index >= size) {
            throw Damage.of(
                    "value %d of a dictionary of %d"
                            .formatted(Integer.toUnsignedLong(index), size));
        }
        return index;
    }

    /// @param held takes what the dictionary needs before it is read
    static Dictionary read(
            PageBytes source, Field.Leaf leaf, int values, Held.Share held, BinaryValues.Room room)
            throws IOException {
        var physical = leaf.physical();
        int width = physical.width(leaf.typeLength());
        source.require(
                switch (physical) {
                    case BOOLEAN -> (values + 7L) / Byte.SIZE;
                    case BYTE_ARRAY -> (long) Integer.BYTES * values;
                    case INT32, INT64, INT96, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY ->
                            (long) width * values;
                });
        var what = "the column's dictionary";
        if (physical.isNumber()) {
            held.take((long) Long.BYTES * values, what);
            return numbers(source, physical, width, values);
        }
        held.take((long) Integer.BYTES * values, what);
        if (source.left() <= MOST_IN_MEMORY && held.hasPlenty()) {
            held.take(source.left(), what);
            return binaries(source, width, values);
        }
        held.takeDisk(source.left(), what);
        return onDisk(source, width, values, room);
    }

    private static Dictionary numbers(PageBytes source, Physical physical, int width, int values)
            throws IOException {
        var numbers =
                physical == Physical.BOOLEAN
                        ? NumberValues.plainTruth(source)
                        : NumberValues.plain(source, width);
        var all = new long[values];
        for (int index = 0; index < values; index++) {
            all[index] = numbers.next();
        }
        return new OfNumbers(all);
    }

    private static Dictionary binaries(PageBytes source, int width, int values) throws IOException {
        var bytes = new byte[(int) source.left()];
        var starts = new int[values + 1];
        int at = 0;
        for (int index = 0; index < values; index++) {
            int length = length(source, width);
            source.take(bytes, at, length);
            at += length;
            starts[index + 1] = at;
        }
        return new OfBinaries(bytes, starts);
    }

    private static Dictionary onDisk(
            PageBytes source, int width, int values, BinaryValues.Room room) throws IOException {
        var file = Spool.create();
        try {
            var out = new BufferedOutputStream(Channels.newOutputStream(file), MOST_IN_MEMORY / 8);
            var starts = new int[values + 1];
            for (int index = 0; index < values; index++) {
                int length = length(source, width);
                source.take(out, length);
                starts[index + 1] = starts[index] + length;
            }
            out.flush();
            return new OfFile(file, starts, room);
        } catch (IOException | RuntimeException failure) {
            try (file) {
                throw failure;
            }
        }
    }

    private static int length(PageBytes source, int width) throws IOException {
        return width == 0 ? (int) source.little(Integer.BYTES) : width;
    }
}
