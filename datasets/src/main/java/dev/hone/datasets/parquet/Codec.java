package dev.hone.datasets.parquet;

import com.github.luben.zstd.ZstdInputStream;
import dev.hone.datasets.codec.Gunzip;
import dev.hone.datasets.codec.Lz4Stream;
import dev.hone.datasets.codec.SnappyStream;
import dev.hone.datasets.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;

/// How the pages of a column are packed; in the order of the format's numbers.
enum Codec {
    UNCOMPRESSED,
    SNAPPY,
    GZIP,
    LZO,
    BROTLI,
    LZ4,
    ZSTD,
    LZ4_RAW;

    private static final Codec[] ALL = values();

    /// 8 MiB: what zstd repeats from at most with levels up to 19.
    private static final int ZSTD_WINDOW_LOG = 23;

    private static final int GZIP_MEMORY = 1 << 16;

    /// Besides the window, which is outside of the heap.
    private static final int ZSTD_MEMORY = 1 << 17;

    static Codec of(int number) throws Damage {
        if (number < 0 || number >= ALL.length) {
            throw Damage.of(
                    FaultCode.FORMAT_NOT_SUPPORTED,
                    "a codec of the number %d is not known; write the file with snappy, zstd, gzip or lz4_raw"
                            .formatted(number));
        }
        var codec = ALL[number];
        return switch (codec) {
            case UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4_RAW -> codec;
            case LZO, BROTLI, LZ4 ->
                    throw Damage.of(
                            FaultCode.FORMAT_NOT_SUPPORTED,
                            "the codec %s is not read; write the file with snappy, zstd, gzip or lz4_raw"
                                    .formatted(codec));
        };
    }

    /// @param length of what will be unpacked
    InputStream unpacking(InputStream packed, long length) throws IOException {
        return switch (this) {
            case UNCOMPRESSED -> packed;
            case SNAPPY -> new SnappyStream(packed, length);
            case GZIP -> new Gunzip(packed);
            case ZSTD -> new ZstdInputStream(packed).setLongMax(ZSTD_WINDOW_LOG);
            case LZ4_RAW -> new Lz4Stream(packed, length);
            case LZO, BROTLI, LZ4 -> throw new IllegalStateException(this + " was refused");
        };
    }

    /// Bytes that unpacking takes while it lasts.
    long memory(long length) {
        return switch (this) {
            case UNCOMPRESSED, LZO, BROTLI, LZ4 -> 0;
            case SNAPPY -> SnappyStream.memory(length);
            case LZ4_RAW -> Lz4Stream.memory(length);
            case GZIP -> GZIP_MEMORY;
            case ZSTD -> ZSTD_MEMORY;
        };
    }
}
