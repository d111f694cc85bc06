package dev.hone.datasets.privacy;

/// Numbers as people write them: in groups, each set off by one space or hyphen.
final class Digits {
    private Digits() {}

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /// Whether a number may begin here, and not in the midst of another word or number.
    static boolean isStart(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }

    static boolean isEnd(String text, int at) {
        return at == text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }

    static boolean isGap(String text, int at) {
        return at + 1 < text.length()
                && (text.charAt(at) == ' ' || text.charAt(at) == '-')
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }
}
