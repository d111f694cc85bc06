package dev.hone.datasets.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The unpacked bytes of a page, or of a part of one, read from start to end. There are as many as
/// the file says, or it is damaged.
final class PageBytes {
    private final InputStream source;
    private final byte[] buffer;
    private long unread;
    private int at;
    private int filled;

    PageBytes(InputStream source, long length) {
        this.source = source;
        this.unread = length;
        this.buffer = new byte[Math.clamp(length, 1, FileRange.BUFFER)];
    }

    static PageBytes of(byte[] bytes) {
        return new PageBytes(new ByteArrayInputStream(bytes), bytes.length);
    }

    long left() {
        return unread + (filled - at);
    }

    int next() throws IOException {
        fill();
        return buffer[at++] & 0xFF;
    }

    /// A whole number of so many bytes, the least significant first.
    long little(int bytes) throws IOException {
        long value = 0;
        for (int index = 0; index < bytes; index++) {
            value |= (long) next() << (8 * index);
        }
        return value;
    }

    long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int part = next();
            value |= (long) (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw Damage.of("a number has more than 64 bits");
    }

    long zigzag() throws IOException {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    void take(byte[] into, int offset, int length) throws IOException {
        require(length);
        int taken = Math.min(length, filled - at);
        System.arraycopy(buffer, at, into, offset, taken);
        at += taken;
        while (taken < length) {
            fill();
            int part = Math.min(length - taken, filled - at);
            System.arraycopy(buffer, at, into, offset + taken, part);
            at += part;
            taken += part;
        }
    }

    void take(OutputStream into, int length) throws IOException {
        require(length);
        int taken = 0;
        while (taken < length) {
            fill();
            int part = Math.min(length - taken, filled - at);
            into.write(buffer, at, part);
            at += part;
            taken += part;
        }
    }

    /// So many bytes must be left before memory is taken for them.
    void require(long length) throws Damage {
        if (length < 0 || length > left()) {
            throw Damage.of(
                    "%d bytes are to follow, but the page has only %d more"
                            .formatted(length, left()));
        }
    }

    void pass(long count) throws IOException {
        require(count);
        long passed = Math.min(count, filled - at);
        at += (int) passed;
        while (passed < count) {
            fill();
            int part = (int) Math.min(count - passed, filled - at);
            at += part;
            passed += part;
        }
    }

    /// Goes to the end, and sees that there is nothing behind it.
    void finish() throws IOException {
        pass(left());
        if (source.read() >= 0) {
            throw Damage.of("there is more in the page than its header says");
        }
    }

    private void fill() throws IOException {
        if (at < filled) {
            return;
        }
        int read = unread == 0 ? -1 : source.read(buffer, 0, (int) Math.min(buffer.length, unread));
        if (read <= 0) {
            throw Damage.of("the page ends too early, %d bytes are missing".formatted(unread));
        }
        unread -= read;
        at = 0;
        filled = read;
    }
}
