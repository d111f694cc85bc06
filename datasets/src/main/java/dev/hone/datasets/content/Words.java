package dev.hone.datasets.content;

import java.util.Arrays;

/// The words of a text as numbers of 64 bits, and where they stand. A word is a run of letters and
/// digits, whatever their case; in scripts without spaces a letter is one. Symbols and invisible
/// characters are words too, spaces and common punctuation are none. To be used again and again.
final class Words {
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final String PUNCTUATION = ".,;:!?'\"()[]{}-…“”‘’«»¿¡、。，！？：；「」（）–—";

    private enum Kind {
        GAP,
        /// Joins with its neighbours.
        LETTER,
        /// A word by itself.
        ALONE
    }

    private static final Kind[] KINDS = new Kind[Character.MAX_VALUE + 1];
    private static final char[] LOWER = new char[Character.MAX_VALUE + 1];

    static {
        for (int character = 0; character <= Character.MAX_VALUE; character++) {
            KINDS[character] = kindOf((char) character);
            LOWER[character] = Character.toLowerCase((char) character);
        }
    }

    private char[] chars = new char[1 << 12];
    private long[] numbers = new long[1 << 10];
    private int[] starts = new int[1 << 10];
    private int[] ends = new int[1 << 10];
    private int count;

    /// Forgets the text before.
    Words read(String text, int from, int to) {
        count = 0;
        if (to > chars.length) {
            chars = new char[Math.max(to, 2 * chars.length)];
        }
        text.getChars(from, to, chars, from);
        int at = from;
        while (at < to) {
            int end = at + 1;
            switch (KINDS[chars[at]]) {
                case GAP -> {}
                case ALONE -> add(at, end);
                case LETTER -> {
                    while (end < to && KINDS[chars[end]] == Kind.LETTER) {
                        end++;
                    }
                    add(at, end);
                }
            }
            at = end;
        }
        return this;
    }

    Words read(String text) {
        return read(text, 0, text.length());
    }

    int count() {
        return count;
    }

    long number(int index) {
        return numbers[index];
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    long[] numbers() {
        return Arrays.copyOf(numbers, count);
    }

    /// Of `length` words from `first` on, in their order.
    long gram(int first, int length) {
        long number = numbers[first];
        for (int index = first + 1; index < first + length; index++) {
            number = mixed(number * FNV_PRIME + numbers[index]);
        }
        return number;
    }

    private void add(int start, int end) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        long number = FNV_START;
        for (int at = start; at < end; at++) {
            number = (number ^ LOWER[chars[at]]) * FNV_PRIME;
        }
        numbers[count] = mixed(number);
        starts[count] = start;
        ends[count++] = end;
    }

    private static Kind kindOf(char character) {
        if (Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || PUNCTUATION.indexOf(character) >= 0) {
            return Kind.GAP;
        }
        if (Character.isSurrogate(character)) {
            return Kind.LETTER; // both halves of a rare letter or an emoji stay together
        }
        if (!Character.isLetterOrDigit(character) && !isMark(character)) {
            return Kind.ALONE;
        }
        return isOfScriptWithoutSpaces(character) ? Kind.ALONE : Kind.LETTER;
    }

    private static boolean isMark(char character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /// Thai, Lao, Myanmar, Khmer; kana and the ideographs of the first plane.
    private static boolean isOfScriptWithoutSpaces(char character) {
        return (character >= 0x0e00 && character <= 0x0eff)
                || (character >= 0x1000 && character <= 0x109f)
                || (character >= 0x1780 && character <= 0x17ff)
                || (character >= 0x3040 && character <= 0x30ff)
                || (character >= 0x3400 && character <= 0x9fff)
                || (character >= 0xf900 && character <= 0xfaff);
    }

    /// Stafford's variant 13 of the finalizer of MurmurHash3.
    static long mixed(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
