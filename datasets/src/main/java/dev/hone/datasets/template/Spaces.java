package dev.hone.datasets.template;

import java.util.ArrayList;
import java.util.List;

/// White space as Python sees it, which is not as Java does.
final class Spaces {
    private Spaces() {}

    static boolean isSpace(int c) {
        return (c >= 9 && c <= 13)
                || (c >= 28 && c <= 32)
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    static boolean isBlank(String text) {
        return text.chars().allMatch(Spaces::isSpace);
    }

    static int skip(String text, int from) {
        int end = from;
        while (end < text.length() && isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    static String stripLeading(String text) {
        return text.substring(skip(text, 0));
    }

    static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isLineEnd(int c) {
        return (c >= 10 && c <= 13)
                || (c >= 28 && c <= 30)
                || c == 0x85
                || c == 0x2028
                || c == 0x2029;
    }

    /// As Python's `splitlines`: nothing follows the last line end.
    static List<String> lines(String text, boolean keepEnds) {
        var lines = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int end = from;
            while (end < text.length() && !isLineEnd(text.charAt(end))) {
                end++;
            }
            int next = Math.min(text.length(), end + (text.startsWith("\r\n", end) ? 2 : 1));
            lines.add(text.substring(from, keepEnds ? next : end));
            from = next;
        }
        return lines;
    }
}
