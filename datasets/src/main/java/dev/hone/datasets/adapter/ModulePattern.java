package dev.hone.datasets.adapter;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A key of `rank_pattern` or `alpha_pattern`: a regular expression that must match a module's name
/// to its end, from its start or behind a dot. So PEFT matches them.
final class ModulePattern {
    private static final int LONGEST = 200;

    /// What means the same in Python's expressions and in Java's.
    private static final Pattern COMMON =
            Pattern.compile("(?:[\\w.*+?|()\\[\\]^$,{}:=!-]|\\\\[.dws])+");

    /// Sets in sets and named groups, which do not.
    private static final Pattern DIFFERENT = Pattern.compile("\\[[^\\]]*\\[|\\(\\?[^:=!]");

    private final String kind;
    private final String text;
    private final Pattern pattern;

    /// @param kind what it is a key of, for the message
    ModulePattern(String kind, String text) {
        if (text.length() > LONGEST
                || !COMMON.matcher(text).matches()
                || DIFFERENT.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "%s must be of plain regular expressions of at most %d letters, was \"%s\""
                            .formatted(kind, LONGEST, text));
        }
        this.kind = kind;
        this.text = text;
        try {
            this.pattern = Pattern.compile("(.*\\.)?(" + text + ")$");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "%s must be of regular expressions, \"%s\" is none: %s"
                            .formatted(kind, text, e.getDescription()),
                    e);
        }
    }

    /// Why a text is no pattern, or none for these names.
    static Optional<String> fault(String kind, String text, Collection<String> moduleNames) {
        try {
            var pattern = new ModulePattern(kind, text);
            moduleNames.forEach(pattern::matches);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    boolean matches(String moduleName) {
        return pattern.matcher(new Budgeted(moduleName)).lookingAt();
    }

    /// A name that an expression may look at so often only: nested repetitions look at it as often
    /// as there are ways to split it, and expressions come from anybody.
    private final class Budgeted implements CharSequence {
        private static final int MOST = 10_000;

        private final String name;
        private int looks;

        private Budgeted(String name) {
            this.name = name;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST) {
                throw new IllegalArgumentException(
                        "%s must be of simple regular expressions, \"%s\" takes more than %d steps on %s"
                                .formatted(kind, text, MOST, name));
            }
            return name.charAt(index);
        }

        @Override
        public int length() {
            return name.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return name.subSequence(start, end);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
