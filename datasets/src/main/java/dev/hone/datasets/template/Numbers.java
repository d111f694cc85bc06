package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Real;
import dev.hone.datasets.template.Value.Str;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Texts as Python reads them into numbers: the filters `int` and `float`.
final class Numbers {
    private static final Pattern REAL =
            Pattern.compile(
                    "[-+]?(?:\\d+(?:_\\d+)*\\.?|(?:\\d+(?:_\\d+)*)?\\.\\d+(?:_\\d+)*)(?:[eE][-+]?\\d+(?:_\\d+)*)?",
                    Pattern.UNICODE_CHARACTER_CLASS);

    private Numbers() {}

    static Value whole(Value input, Arguments arguments) {
        arguments.only("default", "base");
        var otherwise = arguments.find(0, "default").orElse(new Int(0));
        if (input instanceof Str(var text)) {
            var whole = parse(text, arguments.number(1, "base", 10));
            if (whole.isPresent()) {
                return new Int(whole.get());
            }
        }
        var exact = Python.whole(input);
        if (exact.isPresent()) {
            return new Int(exact.get());
        }
        var real = input instanceof Str(var text) ? real(text) : Python.number(input);
        if (real.isEmpty() || real.get().isNaN() || real.get().isInfinite()) {
            return otherwise;
        }
        if (Math.abs(real.get()) >= 0x1p63) {
            throw new TemplateException("a number became too large");
        }
        return new Int(real.get().longValue());
    }

    /// Empty where it is no number. One beyond 64 bits is a fault.
    private static Optional<Long> parse(String text, long base) {
        if (base != 10 && base != 16 && base != 8 && base != 2) {
            throw new TemplateException("int reads bases 2, 8, 10 and 16, was " + base);
        }
        var digits = strip(text).toLowerCase(Locale.ROOT);
        boolean negative = digits.startsWith("-");
        digits = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        var prefix = base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "-";
        digits = digits.startsWith(prefix) ? digits.substring(2) : digits;
        if (!digits.codePoints().allMatch(c -> c == '_' || Character.digit(c, (int) base) >= 0)
                || digits.isEmpty()
                || digits.startsWith("_")
                || digits.endsWith("_")
                || digits.contains("__")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Long.parseLong((negative ? "-" : "") + digits.replace("_", ""), (int) base));
        } catch (NumberFormatException e) {
            throw new TemplateException("a number became too large");
        }
    }

    static Value real(Value input, Arguments arguments) {
        arguments.only("default");
        var number = input instanceof Str(var text) ? real(text) : Python.number(input);
        return number.<Value>map(Real::new)
                .orElseGet(() -> arguments.find(0, "default").orElse(new Real(0)));
    }

    private static Optional<Double> real(String text) {
        var digits = strip(text);
        var word = digits.toLowerCase(Locale.ROOT).replaceFirst("^[-+]", "");
        if (word.equals("inf") || word.equals("infinity")) {
            return Optional.of(
                    digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (word.equals("nan")) {
            return Optional.of(Double.NaN);
        }
        if (digits.length() > 1000 || !REAL.matcher(digits).matches()) {
            return Optional.empty();
        }
        var plain = new StringBuilder();
        digits.replace("_", "")
                .codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .forEach(plain::appendCodePoint);
        return Optional.of(Double.parseDouble(plain.toString()));
    }

    private static String strip(String text) {
        return Spaces.stripLeading(Spaces.stripTrailing(text));
    }
}
