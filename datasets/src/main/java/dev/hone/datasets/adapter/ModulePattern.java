package dev.hone.datasets.adapter;

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
        try {
            this.pattern = Pattern.compile("(.*\\.)?(" + text + ")$");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "%s must be of regular expressions, \"%s\" is none: %s"
                            .formatted(kind, text, e.getDescription()),
                    e);
        }
    }

    /// Why a text is no pattern.
    static Optional<String> fault(String kind, String text) {
        try {
            var _ = new ModulePattern(kind, text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    boolean matches(String moduleName) {
        return pattern.matcher(moduleName).lookingAt();
    }
}
