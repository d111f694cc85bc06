package dev.hone.datasets.parquet;

import dev.hone.datasets.fault.FaultCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where the pages of one column of a row group stand.
///
/// @param start of the first page's header, in the file
/// @param end behind the last page
/// @param values nulls included
record ColumnChunk(Physical physical, Codec codec, long values, long start, long end) {

    static ColumnChunk read(Thrift thrift) throws IOException {
        return new Reader(thrift).read();
    }

    private static final class Reader {
        private final Thrift thrift;
        private @Nullable Physical physical;
        private @Nullable Codec codec;
        private long values = -1;
        private long bytes = -1;
        private long dataPage = -1;
        private long dictionaryPage;

        Reader(Thrift thrift) {
            this.thrift = thrift;
        }

        ColumnChunk read() throws IOException {
            thrift.struct(this::chunk);
            if (physical == null || codec == null || values < 0 || bytes < 0 || dataPage < 0) {
                throw Damage.of("what it says of a column's pages is not complete");
            }
            // some writers say 0 where there is none
            boolean dictionary = dictionaryPage > 0 && dictionaryPage < dataPage;
            long start = dictionary ? dictionaryPage : dataPage;
            if (bytes > Long.MAX_VALUE - start) {
                throw Damage.of("a column has %d bytes".formatted(bytes));
            }
            return new ColumnChunk(physical, codec, values, start, start + bytes);
        }

        private boolean chunk(int id) throws IOException {
            return switch (id) {
                case 1 ->
                        throw Damage.of(
                                FaultCode.FORMAT_NOT_SUPPORTED,
                                "its columns stand in other files; write one file with all of them");
                case 3 -> {
                    thrift.struct(this::meta);
                    yield true;
                }
                case 8, 9 -> throw encrypted();
                default -> false;
            };
        }

        private boolean meta(int id) throws IOException {
            switch (id) {
                case 1 -> physical = Physical.of(thrift.integer());
                case 4 -> codec = Codec.of(thrift.integer());
                case 5 -> values = thrift.wide();
                case 7 -> bytes = thrift.wide();
                case 9 -> dataPage = thrift.wide();
                case 11 -> dictionaryPage = thrift.wide();
                default -> {
                    return false;
                }
            }
            return true;
        }
    }

    static Damage encrypted() {
        return Damage.of(
                FaultCode.FORMAT_NOT_SUPPORTED,
                "the file is encrypted; write it without encryption");
    }
}
