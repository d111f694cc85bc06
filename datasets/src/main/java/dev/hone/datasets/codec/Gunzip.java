package dev.hone.datasets.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// Unpacks gzip, RFC 1952: any number of members, each with its checksum, and nothing after them.
public final class Gunzip extends InputStream {
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;
    private static final int DEFLATE = 8;
    private static final int TIME_FLAGS_SYSTEM = 6;

    private final InputStream source;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int filled;
    private boolean inMember;
    private boolean ended;
    private boolean any;

    public Gunzip(InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (!ended) {
            if (!inMember) {
                openMember();
            } else {
                int count = inflate(into, offset, length);
                if (count > 0 || length == 0) {
                    return count;
                }
            }
        }
        return -1;
    }

    private int inflate(byte[] into, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(into, offset, length);
            checksum.update(into, offset, count);
            if (inflater.finished()) {
                closeMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("it needs a dictionary");
            } else if (count == 0 && inflater.needsInput()) {
                require();
                inflater.setInput(buffer, position, filled - position);
                position = filled;
            }
            return count;
        } catch (DataFormatException broken) {
            throw new ZipException(broken.getMessage());
        }
    }

    private void closeMember() throws IOException {
        position = filled - inflater.getRemaining();
        if (little(4) != checksum.getValue()) {
            throw new ZipException("its checksum is not that of its content");
        }
        if (little(4) != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new ZipException("its length is not that of its content");
        }
        inMember = false;
    }

    private void openMember() throws IOException {
        if (any && !fill()) {
            ended = true;
            return;
        }
        if (next() != 0x1F || next() != 0x8B) {
            throw new ZipException(any ? "something else follows it" : "it is not gzip");
        }
        int method = next();
        int flags = next();
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw new ZipException("its header is of no known kind");
        }
        skip(TIME_FLAGS_SYSTEM);
        skipOptional(flags);
        inflater.reset();
        checksum.reset();
        inMember = true;
        any = true;
    }

    private void skipOptional(int flags) throws IOException {
        if ((flags & EXTRA) != 0) {
            skip((int) little(2));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            skip(2);
        }
    }

    private void skip(int count) throws IOException {
        for (int skipped = 0; skipped < count; skipped++) {
            next();
        }
    }

    private void skipText() throws IOException {
        int value = next();
        while (value != 0) {
            value = next();
        }
    }

    private long little(int bytes) throws IOException {
        long value = 0;
        for (int index = 0; index < bytes; index++) {
            value |= (long) next() << (8 * index);
        }
        return value;
    }

    private int next() throws IOException {
        require();
        return buffer[position++] & 0xFF;
    }

    private void require() throws IOException {
        if (!fill()) {
            throw new EOFException();
        }
    }

    private boolean fill() throws IOException {
        if (position == filled) {
            position = 0;
            filled = Math.max(0, source.read(buffer, 0, buffer.length));
        }
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        source.close();
    }
}
