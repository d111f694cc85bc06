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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Python's `json.dumps`, as templates call it: `tojson`.
final class Json {
    private final Optional<String> indent;
    private final String itemSeparator;
    private final String keySeparator;
    private final boolean asciiOnly;
    private final boolean sorted;
    private final StringBuilder out = new StringBuilder();

    private Json(Arguments arguments) {
        this.asciiOnly = arguments.flag(0, "ensure_ascii", false);
        this.indent = indentation(arguments);
        var separators = arguments.find(2, "separators").map(Python::items).orElse(List.of());
        boolean given = separators.size() == 2;
        this.itemSeparator =
                given ? Python.str(separators.get(0)) : indent.isPresent() ? "," : ", ";
        this.keySeparator = given ? Python.str(separators.get(1)) : ": ";
        this.sorted = arguments.flag(3, "sort_keys", false);
    }

    private static Optional<String> indentation(Arguments arguments) {
        return switch (arguments.find(1, "indent").orElse(None.NONE)) {
            case Str(var text) -> Optional.of(text);
            case Int(var spaces) -> Optional.of(" ".repeat(Math.clamp(spaces, 0, 32)));
            case Value _ -> Optional.empty();
        };
    }

    static String write(Value value, Arguments arguments) {
        var json = new Json(arguments);
        json.append(value, 1);
        return json.out.toString();
    }

    private void append(Value value, int depth) {
        switch (value) {
            case Str(var text) -> appendText(text);
            case Int _ -> out.append(Python.repr(value));
            case Real(var number) -> appendReal(number);
            case Bool(var truth) -> out.append(truth);
            case None _ -> out.append("null");
            case Seq(var items, _) -> appendItems(items, depth);
            case Dict(var entries) -> appendEntries(entries, depth);
            case Undefined _, Namespace _, Function _ ->
                    throw new TemplateException(
                            "tojson does not work on " + Python.typeName(value));
        }
    }

    private void appendReal(double number) {
        if (Double.isNaN(number)) {
            out.append("NaN");
        } else if (Double.isInfinite(number)) {
            out.append(number > 0 ? "Infinity" : "-Infinity");
        } else {
            out.append(Python.real(number));
        }
    }

    private void appendItems(List<Value> items, int depth) {
        if (items.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        var separator = "";
        for (var item : items) {
            out.append(separator);
            newLine(depth);
            append(item, depth + 1);
            separator = itemSeparator;
        }
        newLine(depth - 1);
        out.append(']');
    }

    private void appendEntries(Map<Value, Value> entries, int depth) {
        if (entries.isEmpty()) {
            out.append("{}");
            return;
        }
        var order = entries.entrySet().stream();
        if (sorted) {
            order = order.sorted(Comparator.comparing(Map.Entry::getKey, Python::compare));
        }
        out.append('{');
        var separator = "";
        for (var entry : order.toList()) {
            out.append(separator);
            newLine(depth);
            appendText(name(entry.getKey()));
            out.append(keySeparator);
            append(entry.getValue(), depth + 1);
            separator = itemSeparator;
        }
        newLine(depth - 1);
        out.append('}');
    }

    private static String name(Value key) {
        return switch (key) {
            case Bool(var truth) -> Boolean.toString(truth);
            case None _ -> "null";
            case Value other -> Python.str(other);
        };
    }

    private void newLine(int depth) {
        indent.ifPresent(step -> out.append('\n').append(step.repeat(depth)));
    }

    private void appendText(String text) {
        out.append('"');
        for (int index = 0; index < text.length(); index++) {
            appendCharacter(text.charAt(index));
        }
        out.append('"');
    }

    private void appendCharacter(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                boolean escaped = c < 0x20 || (asciiOnly && c > 0x7E);
                out.append(escaped ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
    }
}
