package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Function;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Loop;
import dev.hone.datasets.template.Value.Namespace;
import dev.hone.datasets.template.Value.None;
import dev.hone.datasets.template.Value.Once;
import dev.hone.datasets.template.Value.Real;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import dev.hone.datasets.template.Value.Undefined;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;

/// How values print in Python.
final class Repr {
    private static final double SMALLEST_PLAIN = 1e-4;
    private static final double LARGEST_PLAIN = 1e16;

    private final StringBuilder out = new StringBuilder();
    private int charged;

    private Repr() {}

    /// As Python's `str`.
    static String str(Value value) {
        return switch (value) {
            case Str(var text) -> text;
            case Undefined _ -> "";
            case Int _,
                    Real _,
                    Bool _,
                    None _,
                    Seq _,
                    Once _,
                    Dict _,
                    Namespace _,
                    Loop _,
                    Function _ ->
                    repr(value);
        };
    }

    /// As Python's `repr`.
    static String repr(Value value) {
        var repr = new Repr();
        repr.append(value, 0);
        return repr.out.toString();
    }

    private void append(Value value, int level) {
        Budget.level(level);
        switch (value) {
            case Str(var text) -> appendQuoted(text);
            case Int(var number) -> out.append(number);
            case Real(var number) -> out.append(real(number));
            case Bool(var truth) -> out.append(truth ? "True" : "False");
            case None _ -> out.append("None");
            case Undefined _ -> out.append("Undefined");
            case Seq(var items, var kind) -> appendItems(items, kind, level + 1);
            case Dict(var entries) -> appendEntries(entries, level + 1);
            case Namespace namespace -> {
                out.append("<Namespace ");
                appendEntries(Dict.ofNames(namespace.attributes).entries(), level + 1);
                out.append('>');
            }
            case Loop loop ->
                    out.append("<LoopContext %d/%d>".formatted(loop.number(), loop.length()));
            case Function(var name, _, var told) when !told.isEmpty() ->
                    out.append("<Macro '%s'>".formatted(name));
            // Python prints an address
            case Function _, Once _ ->
                    throw new TemplateException(
                            "%s cannot be printed".formatted(Python.typeName(value)));
        }
        Budget.CURRENT.get().make(out.length() - charged);
        charged = out.length();
    }

    private void appendItems(List<Value> items, Seq.Kind kind, int level) {
        out.append(
                switch (kind) {
                    case LIST -> "[";
                    case TUPLE -> "(";
                    case KEYS -> "dict_keys([";
                    case VALUES -> "dict_values([";
                    case ITEMS -> "dict_items([";
                    case RANGE -> throw new TemplateException("a range cannot be printed");
                });
        var separator = "";
        for (var item : items) {
            out.append(separator);
            append(item, level);
            separator = ", ";
        }
        boolean oneOnly = kind == Seq.Kind.TUPLE && items.size() == 1;
        out.append(oneOnly ? ",)" : kind == Seq.Kind.LIST ? "]" : kind.isIndexed() ? ")" : "])");
    }

    private void appendEntries(Map<Value, Value> entries, int level) {
        out.append('{');
        var separator = "";
        for (var entry : entries.entrySet()) {
            out.append(separator);
            append(entry.getKey(), level);
            out.append(": ");
            append(entry.getValue(), level);
            separator = ", ";
        }
        out.append('}');
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
        var plain = new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
        var text = number == 0 && 1 / number < 0 ? "-0.0" : plain;
        return text.contains(".") ? text : text + ".0";
    }

    private static String scientific(double number) {
        var digits = shortest(number).stripTrailingZeros();
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

    /// Java gives two digits where one would do: 4.9E-324.
    private static BigDecimal shortest(double number) {
        var digits = new BigDecimal(Double.toString(number));
        var one = digits.round(new MathContext(1));
        return one.doubleValue() == number ? one : digits;
    }

    private void appendQuoted(String text) {
        char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
        out.append(quote);
        text.codePoints().forEach(c -> appendQuoted(c, quote));
        out.append(quote);
    }

    private void appendQuoted(int c, char quote) {
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

    static boolean isPrintable(int c) {
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
        var format = c <= 0xFF ? "\\x%02x" : c <= 0xFFFF ? "\\u%04x" : "\\U%08x";
        return format.formatted(c);
    }
}
