package dev.hone.datasets.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A stretch of a file, read from its start to its end. Only the disk's failures are its own.
final class FileRange extends InputStream {
    static final int BUFFER = 1 << 13;

    private final FileChannel channel;
    private final long end;
    private final byte[] buffer;
    private long position;
    private int at;
    private int filled;

    /// @param end of the first byte that is no longer part of it
    FileRange(FileChannel channel, long start, long end) {
        this.channel = channel;
        this.position = start;
        this.end = end;
        this.buffer = new byte[Math.clamp(end - start, 1, BUFFER)];
    }

    /// Of the next byte, in the file.
    long offset() {
        return position - (filled - at);
    }

    long left() {
        return end - offset();
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, filled - at);
        System.arraycopy(buffer, at, into, offset, count);
        at += count;
        return count;
    }

    /// Passes over bytes without reading them.
    void pass(long count) throws Damage {
        if (count < 0 || count > left()) {
            throw Damage.of(
                    "%d bytes are to follow byte %d, but there are %d"
                            .formatted(count, offset(), left()));
        }
        if (count <= filled - at) {
            at += (int) count;
        } else {
            position = offset() + count;
            at = 0;
            filled = 0;
        }
    }

    private boolean fill() throws IOException {
        if (at == filled && position < end) {
            int length = (int) Math.min(buffer.length, end - position);
            int read = channel.read(ByteBuffer.wrap(buffer, 0, length), position);
            if (read <= 0) {
                throw new IOException("the copy of the file has become shorter");
            }
            position += read;
            filled = read;
            at = 0;
        }
        return at < filled;
    }
}
