package dev.hone.protocol;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules that several records of the protocol share.
final class Checks {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private Checks() {}

    static void within(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "%s must be %d–%d, was %d".formatted(name, low, high, value));
        }
    }

    static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("%s must be above 0, was %s".formatted(name, value));
        }
    }

    static void notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s must be 0 or more, was %s".formatted(name, value));
        }
    }

    static void fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "%s must be at least 0 and below 1, was %s".formatted(name, value));
        }
    }

    /// What comes as JSON may leave out anything.
    static void given(String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("%s must be given".formatted(name));
        }
    }

    static void notBlank(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("%s must not be blank".formatted(name));
        }
    }

    static void sha256(String name, String value) {
        if (!SHA256.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s must be 64 lowercase hexadecimal digits, was \"%s\""
                            .formatted(name, value));
        }
    }
}
