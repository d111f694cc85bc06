package dev.hone.datasets.sample;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// From bytes to text, refusing what no row can hold.
final class Text {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final char NO_BREAK_MARK = '\uFEFF';

    sealed interface Decoded {}

    record Legible(String text) implements Decoded {}

    record Illegible(Fault fault) implements Decoded {}

    private Text() {}

    static byte[] withoutByteOrderMark(byte[] line) {
        return startsWith(line, BYTE_ORDER_MARK)
                ? Arrays.copyOfRange(line, BYTE_ORDER_MARK.length, line.length)
                : line;
    }

    /// A file of another kind is told as one fault, not as a fault in each of its lines.
    static Optional<Fault> foreignFile(byte[] firstLine) {
        if (startsWith(firstLine, (byte) 0x1F, (byte) 0x8B)
                || startsWith(firstLine, (byte) 'P', (byte) 'K', (byte) 3, (byte) 4)
                || startsWith(firstLine, (byte) 0x28, (byte) 0xB5, (byte) 0x2F, (byte) 0xFD)) {
            return Optional.of(
                    Fault.ofLine(
                            "compressed_file",
                            "the file is compressed; unpack it and upload the JSON lines"));
        }
        if (startsWith(firstLine, (byte) 0xFF, (byte) 0xFE)
                || startsWith(firstLine, (byte) 0xFE, (byte) 0xFF)) {
            return Optional.of(Fault.ofLine("not_utf8", "the file is UTF-16; save it as UTF-8"));
        }
        if (startsWith(firstLine, "PAR1".getBytes(StandardCharsets.US_ASCII))) {
            return Optional.of(
                    Fault.ofLine(
                            "format_not_supported",
                            "Parquet is not supported yet; convert the file to JSON lines"));
        }
        return Optional.empty();
    }

    static Decoded decode(byte[] line) {
        var bytes = ByteBuffer.wrap(line);
        var chars = CharBuffer.allocate(line.length);
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        if (decoder.decode(bytes, chars, true).isError()) {
            return new Illegible(
                    Fault.ofLine(
                            "invalid_utf8",
                            "byte %d of the line (0x%02X) is not valid UTF-8; save the file as UTF-8"
                                    .formatted(
                                            bytes.position() + 1, line[bytes.position()] & 0xFF)));
        }
        return checked(chars.flip().toString());
    }

    private static Decoded checked(String text) {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            return new Illegible(
                    Fault.ofLine(
                            "nul_character",
                            "column %d holds a NUL character; remove it".formatted(nul + 1)));
        }
        if (!text.isEmpty() && text.charAt(0) == NO_BREAK_MARK) {
            return new Illegible(
                    Fault.ofLine(
                            "byte_order_mark",
                            "the line starts with a byte order mark, which may stand only at the"
                                    + " start of the file; files put together by copying have it"));
        }
        return new Legible(text);
    }

    private static boolean startsWith(byte[] line, byte... start) {
        return line.length >= start.length
                && Arrays.equals(line, 0, start.length, start, 0, start.length);
    }
}
