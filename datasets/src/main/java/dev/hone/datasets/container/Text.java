package dev.hone.datasets.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;

/// From bytes to text, refusing what no row can hold.
final class Text {
    private static final char NO_BREAK_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    sealed interface Decoded {}

    record Legible(String text) implements Decoded {}

    record Illegible(Fault fault) implements Decoded {}

    private Text() {}

    static Decoded decode(byte[] piece) {
        var text = new String(piece, UTF_8);
        // The quick decoder puts U+FFFD for what it cannot read; a text may also hold one.
        if (text.indexOf(REPLACEMENT) >= 0) {
            var bytes = ByteBuffer.wrap(piece);
            var decoder =
                    UTF_8.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT);
            var chars = CharBuffer.allocate(piece.length);
            if (decoder.decode(bytes, chars, true).isError()) {
                return illegible(bytes.position(), piece);
            }
        }
        return checked(text);
    }

    private static Illegible illegible(int position, byte[] piece) {
        return new Illegible(
                Fault.ofRow(
                        FaultCode.INVALID_UTF8,
                        "byte %d of the row (0x%02X) is not valid UTF-8; save the file as UTF-8"
                                .formatted(position + 1, piece[position] & 0xFF)));
    }

    private static Decoded checked(String text) {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            return new Illegible(
                    Fault.ofRow(
                            FaultCode.NUL_CHARACTER,
                            "column %d holds a NUL character; remove it".formatted(nul + 1)));
        }
        if (!text.isEmpty() && text.charAt(0) == NO_BREAK_MARK) {
            return new Illegible(
                    Fault.ofRow(
                            FaultCode.BYTE_ORDER_MARK,
                            "the row starts with a byte order mark, which may stand only at the"
                                    + " start of the file; files put together by copying have it"));
        }
        return new Legible(text);
    }
}
