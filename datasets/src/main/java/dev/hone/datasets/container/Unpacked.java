package dev.hone.datasets.container;

import com.github.luben.zstd.ZstdInputStream;
import dev.hone.datasets.codec.Gunzip;
import dev.hone.datasets.codec.Packed;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.protocol.Compression;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;

/// The unpacked bytes of a file. Ends with a [DamagedFile] where the packed ones make no sense or
/// grow beyond all measure.
final class Unpacked extends FilterInputStream {
    /// How many times longer than its packed bytes a file may be.
    static final int MOST_EXPANSION = 100;

    /// Unpacked bytes that are always allowed: short files of repeated rows expand more.
    private static final long FREE_BYTES = 1 << 20;

    private final Packed packed;
    private final Compression compression;
    private long count;

    private Unpacked(InputStream unpacking, Packed packed, Compression compression) {
        super(unpacking);
        this.packed = packed;
        this.compression = compression;
    }

    static InputStream of(InputStream source, Compression compression) throws IOException {
        var packed = new Packed(source);
        return switch (compression) {
            case NONE -> source;
            case GZIP -> new Unpacked(new Gunzip(packed), packed, compression);
            case ZSTD -> new Unpacked(new ZstdInputStream(packed), packed, compression);
        };
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = unpack(buffer, offset, length);
        count += Math.max(read, 0);
        if (count > FREE_BYTES + MOST_EXPANSION * packed.count()) {
            throw new DamagedFile(
                    FaultCode.EXPANDS_TOO_MUCH,
                    "%d bytes of %s have become more than %d; a file may be at most %d times as long as packed: upload it unpacked"
                            .formatted(packed.count(), name(), count - 1, MOST_EXPANSION));
        }
        return read;
    }

    private int unpack(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException problem) {
            var own = packed.failure();
            if (own != null) {
                throw own;
            }
            throw damaged(problem);
        }
    }

    private DamagedFile damaged(IOException problem) {
        var reason = Objects.requireNonNullElse(problem.getMessage(), "");
        boolean cut = problem instanceof EOFException || reason.contains("Truncated source");
        return cut
                ? new DamagedFile(
                        FaultCode.TRUNCATED_FILE,
                        "the %s data ends too early, after %d unpacked bytes; upload the whole file"
                                .formatted(name(), count))
                : new DamagedFile(
                        FaultCode.CORRUPT_FILE,
                        "the %s data is damaged after %d unpacked bytes (%s); pack the file anew"
                                .formatted(name(), count, reason));
    }

    private String name() {
        return compression.name().toLowerCase(Locale.ROOT);
    }
}
