package dev.hone.datasets.template;

import java.util.ArrayList;
import java.util.List;
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
        if (most < 0) {
            return split(text, separator, most);
        }
        if (separator.isEmpty()) {
            return splitAtSpacesFromRight(text, most);
        }
        var all = splitAt(text, separator.get(), -1);
        int joined = (int) Math.max(0, all.size() - 1 - most);
        var parts = new ArrayList<String>();
        parts.add(String.join(separator.get(), all.subList(0, joined + 1)));
        parts.addAll(all.subList(joined + 1, all.size()));
        return parts;
    }

    private static List<String> splitAtSpacesFromRight(String text, long most) {
        var parts = new ArrayList<String>();
        var rest = Spaces.stripTrailing(text);
        while (!rest.isEmpty() && parts.size() < most) {
            int start = rest.length();
            while (start > 0 && !Spaces.isSpace(rest.charAt(start - 1))) {
                start--;
            }
            parts.add(rest.substring(start));
            rest = Spaces.stripTrailing(rest.substring(0, start));
        }
        if (!rest.isEmpty()) {
            parts.add(rest);
        }
        return parts.reversed();
    }

    /// @param old not empty
    static long count(String text, String old) {
        long count = 0;
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length())) {
            count++;
        }
        return count;
    }

    static String replace(String text, String old, String by, long most) {
        if (most == 0) {
            return text;
        }
        return old.isEmpty() ? spread(text, by, most) : replaced(text, old, by, most);
    }

    /// Nothing stands before each character and at the end.
    private static String spread(String text, String by, long most) {
        var out = new StringBuilder();
        long count = 0;
        for (int point : text.codePoints().toArray()) {
            out.append(most < 0 || count < most ? by : "").appendCodePoint(point);
            count++;
        }
        return out.append(most < 0 || count < most ? by : "").toString();
    }

    private static String replaced(String text, String old, String by, long most) {
        var out = new StringBuilder();
        int from = 0;
        long count = 0;
        for (int at = text.indexOf(old);
                at >= 0 && (most < 0 || count < most);
                at = text.indexOf(old, from)) {
            out.append(text, from, at).append(by);
            from = at + old.length();
            count++;
        }
        return out.append(text.substring(from)).toString();
    }
}
