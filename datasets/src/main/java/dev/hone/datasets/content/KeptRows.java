package dev.hone.datasets.content;

import static java.nio.ByteOrder.nativeOrder;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// The texts of rows in a file of their own, so that rows can be compared whose texts memory has no
/// room for. Eight bytes of memory for each row.
final class KeptRows implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    /// File and line, end of the question, number of the answer, how the text is written.
    private static final int HEADER = Long.BYTES + Integer.BYTES + Long.BYTES + 1;

    /// One byte a char, of texts whose chars all fit; faster than UTF-8 both ways.
    private static final byte NARROW = 1;

    private static final byte WIDE = 2;
    private static final int WIDEST_NARROW = 256;

    /// @param questionEnd in chars of the text; what follows is the answer
    /// @param answer number of how the answer begins; 0 of plain text
    record Kept(ContentFile file, long line, String text, int questionEnd, long answer) {}

    private final FileChannel channel;
    private final int mostRows;
    private final long mostBytes;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private char[] chars = new char[1 << 12];
    private long[] offsets = new long[1 << 12];
    private int rows;
    private long written;

    KeptRows(Path scratch, int mostRows, long mostBytes) throws IOException {
        this.mostRows = mostRows;
        this.mostBytes = mostBytes;
        this.channel =
                FileChannel.open(
                        Files.createTempFile(scratch, "content", ".rows"),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
    }

    int rows() {
        return rows;
    }

    /// @param answer its number
    /// @return whether there was room for it
    boolean add(ContentRow row, long answer) throws IOException {
        byte width = width(row.text());
        var text = bytes(row.text(), width);
        if (rows == mostRows || written + HEADER + text.length > mostBytes) {
            return false;
        }
        if (rows + 1 == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * offsets.length);
        }
        if (buffer.remaining() < HEADER) {
            flush();
        }
        buffer.putLong(row.file() == ContentFile.TRAINING ? row.line() : -row.line());
        buffer.putInt(row.questionEnd()).putLong(answer).put(width);
        put(text);
        written += HEADER + text.length;
        offsets[++rows] = written;
        return true;
    }

    /// Fills `chars` with the text.
    private byte width(String text) {
        if (text.length() > chars.length) {
            chars = new char[2 * text.length()];
        }
        text.getChars(0, text.length(), chars, 0);
        int all = 0;
        for (int at = 0; at < text.length(); at++) {
            all |= chars[at];
        }
        return all < WIDEST_NARROW ? NARROW : WIDE;
    }

    private byte[] bytes(String text, byte width) {
        if (width == NARROW) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        var wide = ByteBuffer.allocate(text.length() * Character.BYTES).order(nativeOrder());
        wide.asCharBuffer().put(chars, 0, text.length());
        return wide.array();
    }

    /// @param bytes at the text's first
    private static String text(ByteBuffer bytes, byte width) {
        if (width == NARROW) {
            var narrow = new byte[bytes.remaining()];
            bytes.get(narrow);
            return new String(narrow, StandardCharsets.ISO_8859_1);
        }
        return bytes.order(nativeOrder()).asCharBuffer().toString();
    }

    private void put(byte[] text) throws IOException {
        if (text.length > buffer.remaining()) {
            flush();
        }
        if (text.length > buffer.remaining()) {
            writeAll(ByteBuffer.wrap(text));
        } else {
            buffer.put(text);
        }
    }

    /// Every row that was added can be read after this.
    void flush() throws IOException {
        writeAll(buffer.flip());
        buffer.clear();
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// @param row from 0, in the order of adding
    Kept read(int row) throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(offsets[row + 1] - offsets[row]));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offsets[row] + bytes.position()) < 0) {
                throw new EOFException("the kept rows were cut short");
            }
        }
        bytes.flip();
        long line = bytes.getLong();
        int questionEnd = bytes.getInt();
        long answer = bytes.getLong();
        var text = text(bytes, bytes.get());
        var file = line > 0 ? ContentFile.TRAINING : ContentFile.VALIDATION;
        return new Kept(file, Math.abs(line), text, questionEnd, answer);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
