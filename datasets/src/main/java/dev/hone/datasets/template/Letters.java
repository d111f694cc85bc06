package dev.hone.datasets.template;

import java.util.Locale;
import java.util.function.IntPredicate;

/// Upper and lower case, and kinds of letters, as Python sees them.
final class Letters {
    private Letters() {}

    private static boolean isCased(int point) {
        return Character.isUpperCase(point)
                || Character.isLowerCase(point)
                || Character.isTitleCase(point);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /// `str.title`: each letter after one that has no case begins a word.
    static String title(String text) {
        var out = new StringBuilder();
        boolean inWord = false;
        for (int point : text.codePoints().toArray()) {
            out.append(inWord ? lower(Character.toString(point)) : titled(point));
            inWord = isCased(point);
        }
        return out.toString();
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return titled(text.codePointAt(0)) + lower(text.substring(first));
    }

    /// Some letters become several, of which only the first is large: ﬁ is Fi.
    private static String titled(int point) {
        if (Character.toTitleCase(point) != point || Character.isTitleCase(point)) {
            return Character.toString(Character.toTitleCase(point));
        }
        var upper = upper(Character.toString(point));
        int start = 0;
        while (start < upper.length() && !isCased(upper.codePointAt(start))) {
            start += Character.charCount(upper.codePointAt(start));
        }
        if (start >= upper.length()) {
            return upper;
        }
        int end = upper.offsetByCodePoints(start, 1);
        return upper.substring(0, end) + lower(upper.substring(end));
    }

    static boolean isLower(String text) {
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints()
                        .noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    static boolean isUpper(String text) {
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints()
                        .noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
    }

    static boolean all(String text, IntPredicate kind) {
        return !text.isEmpty() && text.codePoints().allMatch(kind);
    }

    static boolean isDecimal(int point) {
        return Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER;
    }

    /// Python counts raised and lowered digits among them.
    static boolean isDigit(int point) {
        return isDecimal(point) || "²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉".indexOf(point) >= 0;
    }
}
