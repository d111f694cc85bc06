package dev.hone.datasets.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Python's text functions.
final class Words {
    private Words() {}

    static String strip(String text, Optional<String> characters, boolean start, boolean end) {
        var points = text.codePoints().toArray();
        int from = 0;
        int to = points.length;
        while (start && from < to && stripped(points[from], characters)) {
            from++;
        }
        while (end && to > from && stripped(points[to - 1], characters)) {
            to--;
        }
        return new String(points, from, to - from);
    }

    private static boolean stripped(int point, Optional<String> characters) {
        return characters
                .map(set -> set.indexOf(point) >= 0)
                .orElseGet(() -> Spaces.isSpace(point));
    }

    static String title(String text) {
        var out = new StringBuilder();
        boolean inWord = false;
        for (int point : text.codePoints().toArray()) {
            var letter = Character.toString(point);
            out.append(
                    inWord
                            ? letter.toLowerCase(Locale.ROOT)
                            : Character.toString(Character.toTitleCase(point)));
            inWord = Character.isLetter(point);
        }
        return out.toString();
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return Character.toString(Character.toTitleCase(text.codePointAt(0)))
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    static List<String> split(String text, Optional<String> separator, long most) {
        return separator.isPresent()
                ? splitAt(text, separator.get(), most)
                : splitAtSpaces(text, most);
    }

    private static List<String> splitAt(String text, String separator, long most) {
        if (separator.isEmpty()) {
            throw new TemplateException("split needs a separator that is not empty");
        }
        var parts = new ArrayList<String>();
        int from = 0;
        for (int at = text.indexOf(separator);
                at >= 0 && (most < 0 || parts.size() < most);
                at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static List<String> splitAtSpaces(String text, long most) {
        var parts = new ArrayList<String>();
        int from = Spaces.skip(text, 0);
        while (from < text.length()) {
            if (most >= 0 && parts.size() >= most) {
                parts.add(Spaces.stripTrailing(text.substring(from)));
                return parts;
            }
            int end = from;
            while (end < text.length() && !Spaces.isSpace(text.charAt(end))) {
                end++;
            }
            parts.add(text.substring(from, end));
            from = Spaces.skip(text, end);
        }
        return parts;
    }

    static List<String> splitFromRight(String text, Optional<String> separator, long most) {
        if (most < 0 || separator.isEmpty()) {
            return split(text, separator, most);
        }
        var all = splitAt(text, separator.get(), -1);
        int joined = (int) Math.max(0, all.size() - 1 - most);
        var parts = new ArrayList<String>();
        parts.add(String.join(separator.get(), all.subList(0, joined + 1)));
        parts.addAll(all.subList(joined + 1, all.size()));
        return parts;
    }

    static String replace(String text, String old, String by, long most) {
        if (most < 0) {
            return text.replace(old, by);
        }
        var result = text;
        int from = 0;
        for (long count = 0; count < most && from <= result.length(); count++) {
            int at = result.indexOf(old, from);
            if (at < 0) {
                break;
            }
            result = result.substring(0, at) + by + result.substring(at + old.length());
            from = at + by.length() + (old.isEmpty() ? 1 : 0);
        }
        return result;
    }
}
