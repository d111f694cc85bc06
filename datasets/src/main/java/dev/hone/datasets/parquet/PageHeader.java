package dev.hone.datasets.parquet;

import dev.hone.datasets.fault.FaultCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What stands before a page.
///
/// @param length unpacked
/// @param packedLength as it stands in the file
/// @param checksum of the packed bytes; absent if the writer made none
/// @param kind what the page is
record PageHeader(int length, int packedLength, @Nullable Integer checksum, Kind kind) {
    /// Times its packed length that a page may have.
    static final int MOST_EXPANSION = 100;

    /// Unpacked bytes that are always allowed: a page of one repeated text expands more.
    static final long FREE = 1 << 20;

    sealed interface Kind {}

    record Data(int values, Encoding encoding) implements Kind {}

    /// @param packed whether its values are; its levels never are
    record DataV2(
            int values, Encoding encoding, int definitionBytes, int repetitionBytes, boolean packed)
            implements Kind {}

    record Dictionary(int values, Encoding encoding) implements Kind {}

    /// An index, or what no reader has to know.
    record Other() implements Kind {}

    static PageHeader read(Thrift thrift) throws IOException {
        return new Reader(thrift).read();
    }

    private static final class Reader {
        private static final int DATA = 0;
        private static final int DICTIONARY = 2;
        private static final int DATA_V2 = 3;

        private final Thrift thrift;
        private int type = -1;
        private int length = -1;
        private int packedLength = -1;
        private @Nullable Integer checksum;
        private int values = -1;
        private int encoding = -1;
        private int definitionEncoding = Encoding.RLE.number();
        private int repetitionEncoding = Encoding.RLE.number();
        private int definitionBytes;
        private int repetitionBytes;
        private boolean packed = true;

        Reader(Thrift thrift) {
            this.thrift = thrift;
        }

        PageHeader read() throws IOException {
            thrift.struct(this::take);
            if (length < 0 || packedLength < 0) {
                throw Damage.of(
                        "the page is said to have %d bytes, and %d unpacked"
                                .formatted(packedLength, length));
            }
            if (length > FREE + (long) MOST_EXPANSION * packedLength) {
                throw Damage.of(
                        FaultCode.EXPANDS_TOO_MUCH,
                        "%d packed bytes are to become %d; a page may be at most %d times as long as packed: write the file without compression"
                                .formatted(packedLength, length, MOST_EXPANSION));
            }
            return new PageHeader(length, packedLength, checksum, kind());
        }

        private Kind kind() throws Damage {
            return switch (type) {
                case DATA -> {
                    requireHybrid(definitionEncoding);
                    requireHybrid(repetitionEncoding);
                    yield new Data(values(), Encoding.of(encoding));
                }
                case DATA_V2 -> v2();
                case DICTIONARY -> new Dictionary(values(), Encoding.of(encoding));
                default -> new Other();
            };
        }

        private DataV2 v2() throws Damage {
            long levels = (long) definitionBytes + repetitionBytes;
            if (definitionBytes < 0
                    || repetitionBytes < 0
                    || levels > packedLength
                    || levels > length) {
                throw Damage.of(
                        "its levels are said to have %d and %d bytes, the page %d"
                                .formatted(repetitionBytes, definitionBytes, packedLength));
            }
            return new DataV2(
                    values(), Encoding.of(encoding), definitionBytes, repetitionBytes, packed);
        }

        private int values() throws Damage {
            if (values < 0) {
                throw Damage.of("the page is said to have %d values".formatted(values));
            }
            return values;
        }

        private static void requireHybrid(int encoding) throws Damage {
            if (encoding != Encoding.RLE.number()) {
                throw Damage.of(
                        FaultCode.FORMAT_NOT_SUPPORTED,
                        "levels of the encoding number %d, which no writer has used since 2013; write the file anew"
                                .formatted(encoding));
            }
        }

        private boolean take(int id) throws IOException {
            switch (id) {
                case 1 -> type = thrift.integer();
                case 2 -> length = thrift.integer();
                case 3 -> packedLength = thrift.integer();
                case 4 -> checksum = thrift.integer();
                case 5 -> thrift.struct(this::data);
                case 7 -> thrift.struct(this::dictionary);
                case 8 -> thrift.struct(this::dataV2);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean data(int id) throws IOException {
            switch (id) {
                case 1 -> values = thrift.integer();
                case 2 -> encoding = thrift.integer();
                case 3 -> definitionEncoding = thrift.integer();
                case 4 -> repetitionEncoding = thrift.integer();
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean dictionary(int id) throws IOException {
            switch (id) {
                case 1 -> values = thrift.integer();
                case 2 -> encoding = thrift.integer();
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean dataV2(int id) throws IOException {
            switch (id) {
                case 1 -> values = thrift.integer();
                case 4 -> encoding = thrift.integer();
                case 5 -> definitionBytes = thrift.integer();
                case 6 -> repetitionBytes = thrift.integer();
                case 7 -> packed = thrift.truth();
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
