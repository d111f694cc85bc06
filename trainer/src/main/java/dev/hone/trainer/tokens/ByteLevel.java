package dev.hone.trainer.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Byte-level text: every byte has a printable character, and text falls into words that merges
/// never cross.
final class ByteLevel {
    /// Contractions, then letters, digits or other signs with the space before them, then space.
    private static final Pattern WORD =
            Pattern.compile(
                    "'(?:s|t|re|ve|m|ll|d)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
                    Pattern.UNICODE_CHARACTER_CLASS);

    private static final char[] CHARACTERS = characters();

    private ByteLevel() {}

    static void words(CharSequence text, Consumer<String> sink) {
        var matcher = WORD.matcher(text);
        while (matcher.find()) {
            sink.accept(matcher.group());
        }
    }

    static char character(int unsignedByte) {
        return CHARACTERS[unsignedByte];
    }

    /// The ids of a word's bytes when the alphabet starts at `first` and is in byte order.
    static int[] ids(String word, int first) {
        byte[] bytes = word.getBytes(UTF_8);
        var ids = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ids[i] = first + (bytes[i] & 0xff);
        }
        return ids;
    }

    /// Printable Latin-1 stands for itself; the other 68 bytes for the characters from 256 on.
    private static char[] characters() {
        var characters = new char[256];
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b != 0xad);
            characters[b] = (char) (printable ? b : next++);
        }
        return characters;
    }
}
