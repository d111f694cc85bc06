package dev.hone.datasets.template;

import java.util.function.BiPredicate;

/// The part of a text that a method looks at: `find(sub, start, end)`. Python counts code points.
///
/// @param offset code points before the part
/// @param beyond whether the part starts behind the text's end, where not even nothing is found
record Window(String part, long offset, boolean beyond) {

    static Window of(String text, Arguments arguments) {
        arguments.only("sub", "start", "end");
        if (arguments.positional().size() < 2) {
            return new Window(text, 0, false);
        }
        int size = text.codePointCount(0, text.length());
        long start = bound(arguments.number(1, "start", 0), size);
        long end = Math.min(size, bound(arguments.number(2, "end", size), size));
        if (start > size || start > end) {
            return new Window("", start, true);
        }
        return new Window(
                text.substring(
                        text.offsetByCodePoints(0, (int) start),
                        text.offsetByCodePoints(0, (int) end)),
                start,
                false);
    }

    private static long bound(long bound, int size) {
        return bound < 0 ? Math.max(0, bound + size) : bound;
    }

    long find(String sub, boolean first) {
        int at = beyond ? -1 : first ? part.indexOf(sub) : part.lastIndexOf(sub);
        return at < 0 ? -1 : offset + part.codePointCount(0, at);
    }

    long count(String sub) {
        if (beyond) {
            return 0;
        }
        return sub.isEmpty() ? part.codePointCount(0, part.length()) + 1L : Words.count(part, sub);
    }

    boolean holds(String wanted, BiPredicate<String, String> test) {
        return !beyond && test.test(part, wanted);
    }
}
