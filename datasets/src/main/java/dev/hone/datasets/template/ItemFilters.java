package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.None;
import dev.hone.datasets.template.Value.Once;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import dev.hone.datasets.template.Value.Undefined;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Filters that go through the items of something.
final class ItemFilters {
    private final Budget budget;
    private final Filters filters;

    ItemFilters(Budget budget, Filters filters) {
        this.budget = budget;
        this.filters = filters;
    }

    Value apply(String name, Value input, Arguments arguments) {
        return switch (name) {
            case "list" -> new Seq(counted(input));
            case "first" -> first(input);
            case "last" -> last(input);
            case "reverse" -> reversed(input);
            case "join" -> join(input, arguments);
            case "items" -> items(input);
            case "batch" -> batches(input, arguments);
            case "dictsort" -> dictsort(input, arguments);
            case "unique" -> unique(input, arguments);
            case "sort" -> sort(input, arguments);
            case "min" -> extreme(input, arguments, order(arguments, 0));
            case "max" -> extreme(input, arguments, order(arguments, 0).reversed());
            case "sum" -> sum(input, arguments);
            case "map" -> map(input, arguments);
            case "select" -> select(input, arguments, true);
            case "reject" -> select(input, arguments, false);
            case "selectattr" -> selectByAttribute(input, arguments, true);
            case "rejectattr" -> selectByAttribute(input, arguments, false);
            default -> throw new IllegalStateException("unknown filter " + name);
        };
    }

    private List<Value> counted(Value input) {
        var items = Python.items(input);
        budget.make(items.size());
        return items;
    }

    private static Value first(Value input) {
        if (input instanceof Once once) {
            return once.next().orElseGet(() -> new Undefined("first of nothing"));
        }
        var items = Python.items(input);
        return items.isEmpty() ? new Undefined("first of nothing") : items.getFirst();
    }

    private static Value last(Value input) {
        if (input instanceof Once) {
            throw new TemplateException("a generator has no last item; make it a list");
        }
        var items = Python.items(input);
        return items.isEmpty() ? new Undefined("last of nothing") : items.getLast();
    }

    private Value reversed(Value input) {
        if (input instanceof Str(var text)) {
            budget.make(text.length());
            return new Str(reversed(text));
        }
        return new Once(new ArrayList<>(counted(input)).reversed());
    }

    /// By code points, which [StringBuilder#reverse] would not do for lone surrogates.
    private static String reversed(String text) {
        var points = text.codePoints().toArray();
        var out = new StringBuilder();
        for (int index = points.length - 1; index >= 0; index--) {
            out.appendCodePoint(points[index]);
        }
        return out.toString();
    }

    private Value join(Value input, Arguments arguments) {
        arguments.only("d", "attribute");
        var separator = arguments.find(0, "d").map(Repr::str).orElse("");
        var items = counted(input);
        var path = arguments.find(1, "attribute").orElse(None.NONE);
        return TextMethods.joined(
                separator,
                path instanceof None
                        ? items
                        : items.stream().map(item -> Paths.member(item, path)).toList(),
                budget);
    }

    private Value items(Value input) {
        return switch (input) {
            case Dict(var entries) -> new Once(Methods.pairs(entries, budget));
            case Undefined _ -> new Once(List.of());
            case Value other ->
                    throw new TemplateException(
                            "items needs a mapping, was " + Python.typeName(other));
        };
    }

    private Value batches(Value input, Arguments arguments) {
        arguments.only("linecount", "fill_with");
        long size = Math.max(1, arguments.number(0, "linecount", 1));
        var items = counted(input);
        var fill = arguments.find(1, "fill_with").orElse(None.NONE);
        var batches = new ArrayList<Value>();
        for (int from = 0; from < items.size(); from += (int) Math.min(size, items.size())) {
            var batch =
                    new ArrayList<>(items.subList(from, (int) Math.min(items.size(), from + size)));
            budget.make(fill instanceof None ? 0 : size - batch.size());
            while (!(fill instanceof None) && batch.size() < size) {
                batch.add(fill);
            }
            batches.add(new Seq(batch));
        }
        return new Once(batches);
    }

    /// Texts are compared without their case, unless `case_sensitive` says otherwise.
    private static Comparator<Value> order(Arguments arguments, int index) {
        return arguments.flag(index, "case_sensitive", false)
                ? Python::compare
                : (left, right) -> Python.compare(folded(left), folded(right));
    }

    private static Value folded(Value value) {
        return value instanceof Str(var text) ? new Str(Letters.lower(text)) : value;
    }

    private Value dictsort(Value input, Arguments arguments) {
        arguments.only("case_sensitive", "by", "reverse");
        if (!(input instanceof Dict(var entries))) {
            throw new TemplateException("dictsort needs a mapping, was " + Python.typeName(input));
        }
        var by = arguments.find(1, "by").map(Repr::str).orElse("key");
        if (!by.equals("key") && !by.equals("value")) {
            throw new TemplateException("dictsort sorts by key or value, was " + by);
        }
        var order = order(arguments, 0);
        var sorted = new ArrayList<>(entries.entrySet());
        Comparator<Map.Entry<Value, Value>> byMember =
                by.equals("key")
                        ? Map.Entry.comparingByKey(order)
                        : Map.Entry.comparingByValue(order);
        sorted.sort(arguments.flag(2, "reverse", false) ? byMember.reversed() : byMember);
        var ordered = new LinkedHashMap<Value, Value>();
        sorted.forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return new Seq(Methods.pairs(ordered, budget));
    }

    private Value unique(Value input, Arguments arguments) {
        arguments.only("case_sensitive", "attribute");
        boolean exact = arguments.flag(0, "case_sensitive", false);
        var path = arguments.find(1, "attribute").orElse(None.NONE);
        var seen = new LinkedHashMap<Value, Value>();
        var kept = new ArrayList<Value>();
        for (var item : counted(input)) {
            var key = path instanceof None ? item : Paths.member(item, path);
            var folded = exact ? key : folded(key);
            if (Python.member(seen, folded) == null) {
                seen.put(folded, item);
                kept.add(item);
            }
        }
        return new Once(kept);
    }

    private Value sort(Value input, Arguments arguments) {
        arguments.only("reverse", "case_sensitive", "attribute");
        var order = order(arguments, 1);
        var path = arguments.find(2, "attribute").orElse(None.NONE);
        if (path instanceof Str(var text) && text.contains(",")) {
            throw new TemplateException("sort by several attributes is not supported");
        }
        if (!(path instanceof None)) {
            order = Comparator.comparing(item -> Paths.member(item, path), order);
        }
        var sorted = new ArrayList<>(counted(input));
        sorted.sort(arguments.flag(0, "reverse", false) ? order.reversed() : order);
        return new Seq(sorted);
    }

    private Value extreme(Value input, Arguments arguments, Comparator<Value> order) {
        arguments.only("case_sensitive", "attribute");
        var path = arguments.find(1, "attribute").orElse(None.NONE);
        Comparator<Value> whole =
                path instanceof None
                        ? order
                        : Comparator.comparing(item -> Paths.member(item, path), order);
        return counted(input).stream()
                .reduce((best, item) -> whole.compare(item, best) < 0 ? item : best)
                .orElseGet(() -> new Undefined("the " + arguments.callee() + " of nothing"));
    }

    private Value sum(Value input, Arguments arguments) {
        arguments.only("attribute", "start");
        var path = arguments.find(0, "attribute").orElse(None.NONE);
        var operators = new Operators(budget);
        var total = arguments.find(1, "start").orElse(new Int(0));
        for (var item : counted(input)) {
            total =
                    operators.apply(
                            "+", total, path instanceof None ? item : Paths.member(item, path));
        }
        return total;
    }

    private Value map(Value input, Arguments arguments) {
        var path = arguments.named().get("attribute");
        if (path != null && arguments.positional().isEmpty()) {
            arguments.only("attribute", "default");
            var otherwise = arguments.named().get("default");
            return new Once(
                    counted(input).stream()
                            .map(item -> Paths.member(item, path))
                            .map(v -> v instanceof Undefined && otherwise != null ? otherwise : v)
                            .toList());
        }
        var filter = arguments.text(0, "filter");
        var rest = arguments.withoutFirst(1);
        return new Once(
                counted(input).stream().map(item -> filters.apply(filter, item, rest)).toList());
    }

    private Value select(Value input, Arguments arguments, boolean wanted) {
        return new Once(
                counted(input).stream().filter(item -> passes(item, arguments) == wanted).toList());
    }

    private Value selectByAttribute(Value input, Arguments arguments, boolean wanted) {
        var path = arguments.required(0, "attribute");
        var test = arguments.withoutFirst(1);
        return new Once(
                counted(input).stream()
                        .filter(item -> passes(Paths.member(item, path), test) == wanted)
                        .toList());
    }

    private boolean passes(Value value, Arguments test) {
        budget.step();
        return test.positional().isEmpty()
                ? Python.truth(value)
                : Tests.holds(test.text(0, "test"), value, test.withoutFirst(1));
    }
}
