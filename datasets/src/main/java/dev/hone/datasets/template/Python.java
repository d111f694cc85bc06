package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Function;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Namespace;
import dev.hone.datasets.template.Value.None;
import dev.hone.datasets.template.Value.Real;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import dev.hone.datasets.template.Value.Undefined;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Values as Python sees them: truth, equality, order, and how they print.
final class Python {
    private static final double SMALLEST_PLAIN = 1e-4;
    private static final double LARGEST_PLAIN = 1e16;

    private Python() {}

    static boolean truth(Value value) {
        return switch (value) {
            case Str(var text) -> !text.isEmpty();
            case Int(var number) -> number != 0;
            case Real(var number) -> number != 0;
            case Bool(var truth) -> truth;
            case None _, Undefined _ -> false;
            case Seq(var items, _) -> !items.isEmpty();
            case Dict(var entries) -> !entries.isEmpty();
            case Namespace _, Function _ -> true;
        };
    }

    /// A number, where there is one: truth values count as 0 and 1.
    static Optional<Double> number(Value value) {
        return switch (value) {
            case Int(var number) -> Optional.of((double) number);
            case Real(var number) -> Optional.of(number);
            case Bool(var truth) -> Optional.of(truth ? 1.0 : 0.0);
            case Str _, None _, Undefined _, Seq _, Dict _, Namespace _, Function _ ->
                    Optional.empty();
        };
    }

    static boolean equal(Value left, Value right) {
        if (left instanceof Int(var a) && right instanceof Int(var b)) {
            return a == b;
        }
        var leftNumber = number(left);
        var rightNumber = number(right);
        if (leftNumber.isPresent() && rightNumber.isPresent()) {
            return leftNumber.get().doubleValue() == rightNumber.get().doubleValue();
        }
        if (left instanceof Undefined && right instanceof Undefined) {
            return true;
        }
        if (left instanceof Seq(var a, var tuple) && right instanceof Seq(var b, var other)) {
            return tuple == other && equalItems(a, b);
        }
        return left.equals(right);
    }

    private static boolean equalItems(List<Value> left, List<Value> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int index = 0; index < left.size(); index++) {
            if (!equal(left.get(index), right.get(index))) {
                return false;
            }
        }
        return true;
    }

    static int compare(Value left, Value right) {
        var leftNumber = number(left);
        var rightNumber = number(right);
        if (leftNumber.isPresent() && rightNumber.isPresent()) {
            return leftNumber.get().compareTo(rightNumber.get());
        }
        if (left instanceof Str(var a) && right instanceof Str(var b)) {
            return compareCodePoints(a, b);
        }
        throw new TemplateException(
                "%s and %s have no order".formatted(typeName(left), typeName(right)));
    }

    private static int compareCodePoints(String left, String right) {
        var a = left.codePoints().toArray();
        var b = right.codePoints().toArray();
        return Arrays.compare(a, b);
    }

    static boolean contains(Value container, Value item) {
        return switch (container) {
            case Str(var text) when item instanceof Str(var part) -> text.contains(part);
            case Seq(var items, _) -> items.stream().anyMatch(other -> equal(other, item));
            case Dict(var entries) -> entries.containsKey(item);
            case Undefined _ -> false;
            case Str _, Int _, Real _, Bool _, None _, Namespace _, Function _ ->
                    throw new TemplateException(
                            "%s cannot be in %s".formatted(typeName(item), typeName(container)));
        };
    }

    /// Items to loop over: letters of a text, names of a mapping.
    static List<Value> items(Value value) {
        return switch (value) {
            case Seq(var items, _) -> items;
            case Dict(var entries) -> new ArrayList<>(entries.keySet());
            case Undefined _ -> List.of();
            case Str(var text) ->
                    text.codePoints()
                            .mapToObj(c -> (Value) new Str(Character.toString(c)))
                            .toList();
            case Int _, Real _, Bool _, None _, Namespace _, Function _ ->
                    throw new TemplateException(
                            "%s cannot be looped over".formatted(typeName(value)));
        };
    }

    static long length(Value value) {
        return value instanceof Str(var text)
                ? text.codePointCount(0, text.length())
                : items(value).size();
    }

    /// As Python's `str`.
    static String str(Value value) {
        return switch (value) {
            case Str(var text) -> text;
            case Undefined _ -> "";
            case Int _, Real _, Bool _, None _, Seq _, Dict _, Namespace _, Function _ ->
                    repr(value);
        };
    }

    /// As Python's `repr`.
    static String repr(Value value) {
        return switch (value) {
            case Str(var text) -> quoted(text);
            case Int(var number) -> Long.toString(number);
            case Real(var number) -> real(number);
            case Bool(var truth) -> truth ? "True" : "False";
            case None _ -> "None";
            case Undefined _ -> "Undefined";
            case Seq(var items, var tuple) -> repr(items, tuple);
            case Dict(var entries) ->
                    entries.entrySet().stream()
                            .map(e -> repr(e.getKey()) + ": " + repr(e.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case Namespace _ -> "<Namespace>";
            case Function(var name, _) -> "<function %s>".formatted(name);
        };
    }

    private static String repr(List<Value> items, boolean tuple) {
        var inside = items.stream().map(Python::repr).collect(Collectors.joining(", "));
        if (!tuple) {
            return "[" + inside + "]";
        }
        return items.size() == 1 ? "(" + inside + ",)" : "(" + inside + ")";
    }

    static String real(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(number);
        if (size != 0 && (size < SMALLEST_PLAIN || size >= LARGEST_PLAIN)) {
            return scientific(number);
        }
        var plain = new BigDecimal(Double.toString(number)).toPlainString();
        var text = number == 0 && 1 / number < 0 ? "-0.0" : plain;
        return text.contains(".") ? text : text + ".0";
    }

    private static String scientific(double number) {
        var digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        var unscaled = digits.unscaledValue().abs().toString();
        int exponent = unscaled.length() - 1 - digits.scale();
        var fraction = unscaled.length() == 1 ? "" : "." + unscaled.substring(1);
        return "%s%s%se%s%02d"
                .formatted(
                        number < 0 ? "-" : "",
                        unscaled.substring(0, 1),
                        fraction,
                        exponent < 0 ? "-" : "+",
                        Math.abs(exponent));
    }

    private static String quoted(String text) {
        char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
        var out = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> appendQuoted(out, c, quote));
        return out.append(quote).toString();
    }

    private static void appendQuoted(StringBuilder out, int c, char quote) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
                if (c == quote) {
                    out.append('\\').append(quote);
                } else if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(escaped(c));
                }
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    private static String escaped(int c) {
        if (c <= 0xFF) {
            return "\\x%02x".formatted(c);
        }
        return (c <= 0xFFFF ? "\\u%04x" : "\\U%08x").formatted(c);
    }

    static String typeName(Value value) {
        return switch (value) {
            case Str _ -> "text";
            case Int _, Real _ -> "a number";
            case Bool _ -> "a truth value";
            case None _ -> "none";
            case Undefined(var name) -> "\"%s\", which is undefined".formatted(name);
            case Seq _ -> "a list";
            case Dict _ -> "a mapping";
            case Namespace _ -> "a namespace";
            case Function _ -> "a function";
        };
    }
}
