package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Real;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import dev.hone.datasets.template.Value.Undefined;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What can stand after `|`.
final class Filters {
    private final Budget budget;

    Filters(Budget budget) {
        this.budget = budget;
    }

    Value apply(String name, Value input, Arguments arguments) {
        return switch (name) {
            case "trim" ->
                    made(
                            Words.strip(
                                    Python.str(input),
                                    arguments.optionalText(0, "chars"),
                                    true,
                                    true));
            case "tojson" -> made(Json.write(input, arguments));
            case "length", "count" -> new Int(Python.length(input));
            case "string" -> made(Python.str(input));
            case "upper" -> made(Python.str(input).toUpperCase(Locale.ROOT));
            case "lower" -> made(Python.str(input).toLowerCase(Locale.ROOT));
            case "title" -> made(Words.title(Python.str(input)));
            case "capitalize" -> made(Words.capitalize(Python.str(input)));
            case "replace" -> Methods.replace(Python.str(input), arguments, budget);
            case "default", "d" -> otherwise(input, arguments);
            case "safe" -> input;
            case "indent" -> indent(Python.str(input), arguments);
            case "int" -> whole(input, arguments);
            case "float" -> new Real(Python.number(input).orElse(0.0));
            case "abs" -> Operators.signed(input, Python.compare(input, new Int(0)) < 0);
            default -> ofItems(name, input, arguments);
        };
    }

    private Value ofItems(String name, Value input, Arguments arguments) {
        return switch (name) {
            case "list" -> new Seq(counted(Python.items(input)));
            case "first" -> end(Python.items(input), name);
            case "last" -> end(Python.items(input).reversed(), name);
            case "reverse" -> reversed(input);
            case "join" -> join(input, arguments);
            case "items" -> items(input);
            case "dictsort" -> items(new Dict(sortedEntries(input)));
            case "unique" -> new Seq(unique(Python.items(input)));
            case "sort" -> sorted(input, arguments);
            case "sum" -> sum(input, arguments);
            case "map" -> map(input, arguments);
            case "select" -> select(input, arguments, true);
            case "reject" -> select(input, arguments, false);
            case "selectattr" -> selectByAttribute(input, arguments, true);
            case "rejectattr" -> selectByAttribute(input, arguments, false);
            default ->
                    throw new TemplateException("filter \"%s\" is not supported".formatted(name));
        };
    }

    private Value made(String text) {
        budget.make(text.length());
        return new Str(text);
    }

    private List<Value> counted(List<Value> items) {
        budget.make(items.size());
        return items;
    }

    private static Value otherwise(Value input, Arguments arguments) {
        boolean alsoFalse = arguments.flag(1, "boolean", false);
        boolean absent = input instanceof Undefined || (alsoFalse && !Python.truth(input));
        return absent ? arguments.find(0, "default_value").orElse(new Str("")) : input;
    }

    private Value indent(String text, Arguments arguments) {
        int width = Math.clamp(arguments.number(0, "width", 4), 0, 100);
        boolean first = arguments.flag(1, "first", false);
        boolean blank = arguments.flag(2, "blank", false);
        var out = new StringBuilder();
        var lines = text.split("\n", -1);
        for (int index = 0; index < lines.length; index++) {
            boolean indented = index == 0 ? first : blank || !lines[index].isEmpty();
            out.append(index == 0 ? "" : "\n")
                    .append(indented ? " ".repeat(width) : "")
                    .append(lines[index]);
        }
        return made(out.toString());
    }

    private static Value whole(Value input, Arguments arguments) {
        long otherwise = arguments.number(0, "default", 0);
        if (input instanceof Str(var text)) {
            var digits = text.strip();
            return new Int(digits.matches("[-+]?\\d{1,18}") ? Long.parseLong(digits) : otherwise);
        }
        return new Int(Python.number(input).map(Double::longValue).orElse(otherwise));
    }

    private static Value end(List<Value> items, String which) {
        return items.isEmpty() ? new Undefined(which + " of nothing") : items.getFirst();
    }

    private Value reversed(Value input) {
        var items = new ArrayList<>(counted(Python.items(input))).reversed();
        return input instanceof Str ? Methods.join("", new Seq(items), budget) : new Seq(items);
    }

    private Value join(Value input, Arguments arguments) {
        var attribute = arguments.optionalText(1, "attribute");
        var parts = attribute.isPresent() ? new Seq(attributes(input, attribute.get())) : input;
        return Methods.join(arguments.find(0, "d").map(Python::str).orElse(""), parts, budget);
    }

    private static Value items(Value input) {
        return switch (input) {
            case Dict(var entries) -> Methods.items(entries);
            case Undefined _ -> new Seq(List.of());
            case Value other ->
                    throw new TemplateException(
                            "items needs a mapping, was " + Python.typeName(other));
        };
    }

    private static Map<Value, Value> sortedEntries(Value input) {
        if (!(input instanceof Dict(var entries))) {
            throw new TemplateException("dictsort needs a mapping, was " + Python.typeName(input));
        }
        var sorted = new LinkedHashMap<Value, Value>();
        entries.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Filters::compareIgnoringCase))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static int compareIgnoringCase(Value left, Value right) {
        return Python.compare(lowered(left), lowered(right));
    }

    private static Value lowered(Value value) {
        return value instanceof Str(var text) ? new Str(text.toLowerCase(Locale.ROOT)) : value;
    }

    private static List<Value> unique(List<Value> items) {
        var kept = new ArrayList<Value>();
        for (var item : items) {
            if (kept.stream().noneMatch(other -> Python.equal(lowered(other), lowered(item)))) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static Value sorted(Value input, Arguments arguments) {
        Comparator<Value> order = Filters::compareIgnoringCase;
        var attribute = arguments.optionalText(2, "attribute");
        if (attribute.isPresent()) {
            order = Comparator.comparing(item -> attribute(item, attribute.get()), order);
        }
        return new Seq(
                Python.items(input).stream()
                        .sorted(arguments.flag(0, "reverse", false) ? order.reversed() : order)
                        .toList());
    }

    private Value sum(Value input, Arguments arguments) {
        var attribute = arguments.optionalText(0, "attribute");
        var items =
                attribute.isPresent() ? attributes(input, attribute.get()) : Python.items(input);
        Value total = new Int(0);
        for (var item : items) {
            total = new Operators(budget).apply("+", total, item);
        }
        return total;
    }

    private Value map(Value input, Arguments arguments) {
        var attribute = Optional.ofNullable(arguments.named().get("attribute"));
        if (attribute.isPresent()) {
            return new Seq(attributes(input, Python.str(attribute.get())));
        }
        var filter = arguments.text(0, "filter");
        var rest = arguments.withoutFirst(1);
        return new Seq(
                counted(Python.items(input)).stream()
                        .map(item -> apply(filter, item, rest))
                        .toList());
    }

    private Value select(Value input, Arguments arguments, boolean wanted) {
        return new Seq(
                counted(Python.items(input)).stream()
                        .filter(item -> passes(item, arguments) == wanted)
                        .toList());
    }

    private Value selectByAttribute(Value input, Arguments arguments, boolean wanted) {
        var name = arguments.text(0, "attribute");
        var test = arguments.withoutFirst(1);
        return new Seq(
                counted(Python.items(input)).stream()
                        .filter(item -> passes(attribute(item, name), test) == wanted)
                        .toList());
    }

    private static boolean passes(Value value, Arguments test) {
        return test.positional().isEmpty()
                ? Python.truth(value)
                : Tests.holds(test.text(0, "test"), value, test.withoutFirst(1));
    }

    private List<Value> attributes(Value input, String name) {
        return counted(Python.items(input)).stream().map(item -> attribute(item, name)).toList();
    }

    /// `a.b` goes down two steps.
    private static Value attribute(Value item, String path) {
        var value = item;
        for (var name : path.split("\\.")) {
            value =
                    value instanceof Dict(var entries)
                            ? entries.getOrDefault(new Str(name), new Undefined(name))
                            : new Undefined(name);
        }
        return value;
    }
}
