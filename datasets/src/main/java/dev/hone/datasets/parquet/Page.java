package dev.hone.datasets.parquet;

import com.github.luben.zstd.ZstdIOException;
import dev.hone.datasets.codec.Packed;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The bytes of one page, unpacked as they are read.
final class Page implements AutoCloseable {
    private final PageHeader header;
    private final FileRange range;
    private final Packed packed;
    private final CheckedInputStream checked;
    private @Nullable InputStream unpacking;
    private long unpackedBefore;

    /// @param range from the first byte of the page on, to its last
    Page(PageHeader header, FileRange range) {
        this.header = header;
        this.range = range;
        this.packed = new Packed(range);
        this.checked = new CheckedInputStream(packed, new CRC32());
    }

    /// Bytes that stand before the rest unpacked, whatever the codec.
    byte[] levels(int bytes) throws IOException {
        unpackedBefore += bytes;
        return checked.readNBytes(bytes);
    }

    /// The rest.
    PageBytes content(Codec codec) throws IOException {
        long length = header.length() - unpackedBefore;
        // nothing at all may be packed as nothing at all
        var codecOfRest = length == 0 && range.left() == 0 ? Codec.UNCOMPRESSED : codec;
        unpacking = new Told(codecOfRest.unpacking(checked, length));
        return new PageBytes(unpacking, length);
    }

    /// Once all of it was read.
    void check() throws Damage {
        var told = header.checksum();
        if (told != null && told != (int) checked.getChecksum().getValue()) {
            throw Damage.of("its checksum is not that of its content");
        }
    }

    @Override
    public void close() throws IOException {
        if (unpacking != null) {
            unpacking.close();
        }
    }

    /// Tells what is wrong with the bytes apart from what is wrong with the disk.
    private final class Told extends InputStream {
        private final InputStream source;

        Told(InputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            try {
                return source.read();
            } catch (ZipException | EOFException | ZstdIOException broken) {
                throw told(broken);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return source.read(into, offset, length);
            } catch (ZipException | EOFException | ZstdIOException broken) {
                throw told(broken);
            }
        }

        private IOException told(IOException broken) {
            var own = packed.failure();
            if (own != null) {
                return own;
            }
            return Damage.of(
                    broken instanceof EOFException
                            ? "its packed data ends too early"
                            : "its packed data is damaged (%s)".formatted(broken.getMessage()));
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
