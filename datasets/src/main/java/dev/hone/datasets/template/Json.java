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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Python's `json.dumps`, as templates call it: `tojson`.
final class Json {
    private static final int WIDEST = 100;

    private final Optional<String> indent;
    private final String itemSeparator;
    private final String keySeparator;
    private final boolean asciiOnly;
    private final boolean sorted;
    private final StringBuilder out = new StringBuilder();
    private int charged;

    private Json(Arguments arguments) {
        arguments.only("ensure_ascii", "indent", "separators", "sort_keys");
        this.asciiOnly = arguments.flag(0, "ensure_ascii", false);
        this.indent = indentation(arguments.find(1, "indent").orElse(None.NONE));
        var separators = arguments.find(2, "separators").orElse(None.NONE);
        if (separators instanceof None) {
            this.itemSeparator = indent.isPresent() ? "," : ", ";
            this.keySeparator = ": ";
        } else {
            var both = Python.items(separators);
            if (both.size() != 2
                    || !(both.get(0) instanceof Str(var item))
                    || !(both.get(1) instanceof Str(var key))) {
                throw new TemplateException(
                        "tojson needs two texts as separators, was " + Repr.repr(separators));
            }
            this.itemSeparator = item;
            this.keySeparator = key;
        }
        this.sorted = arguments.flag(3, "sort_keys", false);
    }

    private static Optional<String> indentation(Value indent) {
        if (indent instanceof Str(var text)) {
            return Optional.of(text);
        }
        if (indent instanceof None) {
            return Optional.empty();
        }
        long spaces =
                Python.whole(indent)
                        .orElseThrow(() ->
                                new TemplateException(
                                        "tojson needs a whole number or text as indent, was "
                                                + Python.typeName(indent)));
        if (spaces > WIDEST) {
            throw new TemplateException(
                    "tojson indents by at most %d, was %d".formatted(WIDEST, spaces));
        }
        return Optional.of(" ".repeat((int) Math.max(0, spaces)));
    }

    static String write(Value value, Arguments arguments) {
        var json = new Json(arguments);
        json.append(value, 1);
        return json.out.toString();
    }

    private void append(Value value, int depth) {
        Budget.level(depth);
        switch (value) {
            case Str(var text) -> appendText(text);
            case Int(var number) -> out.append(number);
            case Real(var number) -> appendReal(number);
            case Bool(var truth) -> out.append(truth);
            case None _ -> out.append("null");
            case Seq(var items, var kind) when kind == Seq.Kind.LIST || kind == Seq.Kind.TUPLE ->
                    appendItems(items, depth);
            case Dict(var entries) -> appendEntries(entries, depth);
            case Seq _, Once _, Undefined _, Namespace _, Loop _, Function _ ->
                    throw new TemplateException(
                            "tojson does not work on " + Python.typeName(value));
        }
        Budget.CURRENT.get().make(out.length() - charged);
        charged = out.length();
    }

    private void appendReal(double number) {
        if (Double.isNaN(number)) {
            out.append("NaN");
        } else if (Double.isInfinite(number)) {
            out.append(number > 0 ? "Infinity" : "-Infinity");
        } else {
            out.append(Repr.real(number));
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
            case Str(var text) -> text;
            case Bool(var truth) -> Boolean.toString(truth);
            case None _ -> "null";
            case Int _, Real _ -> Repr.str(key);
            case Value other ->
                    throw new TemplateException(
                            "%s cannot be a name in JSON".formatted(Python.typeName(other)));
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
