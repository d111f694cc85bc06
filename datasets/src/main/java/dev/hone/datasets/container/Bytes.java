package dev.hone.datasets.container;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A buffered stream that knows where it is.
final class Bytes {
    /// What can be looked at before anything is taken.
    static final int HEAD = 64 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream source;
    private final byte[] buffer = new byte[HEAD];
    private int position;
    private int filled;
    private long offset;
    private long line = 1;

    Bytes(InputStream source) {
        this.source = source;
    }

    /// Of the next byte, counted from 1.
    long line() {
        return line;
    }

    /// Of the next byte.
    long offset() {
        return offset;
    }

    /// The first bytes of the file; only before anything is taken.
    byte[] head() throws IOException {
        fill();
        return Arrays.copyOfRange(buffer, position, filled);
    }

    /// Passes over a byte order mark; only before anything is taken.
    void skipByteOrderMark() throws IOException {
        if (fill() && startsWithMark()) {
            advance(BYTE_ORDER_MARK.length);
        }
    }

    private boolean startsWithMark() {
        int length = BYTE_ORDER_MARK.length;
        return filled >= length && Arrays.equals(buffer, 0, length, BYTE_ORDER_MARK, 0, length);
    }

    /// Whether there is a next byte.
    boolean fill() throws IOException {
        if (position == filled) {
            position = 0;
            filled = 0; // should the read fail, nothing old is left to be taken
            filled = Math.max(0, source.readNBytes(buffer, 0, HEAD));
        }
        return filled > 0;
    }

    /// The next byte; only after [#fill] has said that there is one.
    byte peek() {
        return buffer[position];
    }

    /// Goes past the next byte.
    void skip() {
        if (buffer[position] == '\n') {
            line++;
        }
        advance(1);
    }

    /// A line has ended without a line feed.
    void countLine() {
        line++;
    }

    /// Goes past white space, as JSON has it.
    void skipSpace() throws IOException {
        while (fill() && isSpace(peek())) {
            skip();
        }
    }

    private static boolean isSpace(byte value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }

    /// Takes the bytes up to a line feed or the end of what is buffered.
    ///
    /// @return whether the line has ended; its line feed is passed over
    boolean takeLine(Gathered into) {
        int end = position;
        while (end < filled && buffer[end] != '\n') {
            end++;
        }
        into.add(buffer, position, end - position);
        boolean ended = end < filled;
        advance(end - position + (ended ? 1 : 0));
        line += ended ? 1 : 0;
        return ended;
    }

    /// Takes one byte.
    void take(Gathered into) {
        into.add(buffer[position]);
        skip();
    }

    private void advance(int bytes) {
        position += bytes;
        offset += bytes;
    }
}
