package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Function;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.None;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Methods that texts, lists and mappings have in templates. Those that would change a value are
/// refused: a template may not change what it was given.
final class Methods {
    private static final Set<String> CHANGING =
            Set.of(
                    "append",
                    "extend",
                    "insert",
                    "remove",
                    "reverse",
                    "sort",
                    "clear",
                    "update",
                    "pop",
                    "popitem",
                    "setdefault");

    private Methods() {}

    static Optional<Value> find(Value owner, String name, Budget budget) {
        var body =
                switch (owner) {
                    case Str(var text) -> TextMethods.find(text, name, budget);
                    case Dict(var entries) -> ofMapping(entries, name, budget);
                    case Seq(var items, var kind) when kind.isIndexed() ->
                            ofList(items, kind, name, budget);
                    case Value _ -> null;
                };
        return Optional.ofNullable(body).map(found -> new Function(name, found));
    }

    private static Value.@Nullable Body ofMapping(
            Map<Value, Value> entries, String name, Budget budget) {
        return switch (name) {
            case "items" -> plain(() -> new Seq(pairs(entries, budget), Seq.Kind.ITEMS));
            case "keys" -> plain(() -> new Seq(new ArrayList<>(entries.keySet()), Seq.Kind.KEYS));
            case "values" ->
                    plain(() -> new Seq(new ArrayList<>(entries.values()), Seq.Kind.VALUES));
            case "get" ->
                    a -> {
                        var value = Python.member(entries, a.required(0, "key"));
                        return value == null ? a.find(1, "default").orElse(None.NONE) : value;
                    };
            case "copy" -> plain(() -> new Dict(entries));
            default -> changing(name);
        };
    }

    private static Value.@Nullable Body ofList(
            List<Value> items, Seq.Kind kind, String name, Budget budget) {
        return switch (name) {
            case "index" -> a -> new Int(indexOf(items, a.required(0, "value")));
            case "count" ->
                    a -> {
                        budget.read(items.size());
                        var wanted = a.required(0, "value");
                        return new Int(items.stream().filter(i -> Python.equal(i, wanted)).count());
                    };
            case "copy" -> kind == Seq.Kind.LIST ? plain(() -> new Seq(items)) : null;
            default -> kind == Seq.Kind.LIST ? changing(name) : null;
        };
    }

    /// For a method without arguments.
    static Value.Body plain(Supplier<Value> result) {
        return arguments -> {
            arguments.only();
            return result.get();
        };
    }

    private static Value.@Nullable Body changing(String name) {
        if (!CHANGING.contains(name)) {
            return null;
        }
        return _ -> {
            throw new TemplateException(
                    "\"%s\" would change a value, which templates may not".formatted(name));
        };
    }

    static List<Value> pairs(Map<Value, Value> entries, Budget budget) {
        budget.make(entries.size());
        return entries.entrySet().stream()
                .map(e -> (Value) Seq.tuple(List.of(e.getKey(), e.getValue())))
                .toList();
    }

    static List<Value> strings(List<String> parts) {
        return parts.stream().map(part -> (Value) new Str(part)).toList();
    }

    private static long indexOf(List<Value> items, Value wanted) {
        for (int index = 0; index < items.size(); index++) {
            if (Python.equal(items.get(index), wanted)) {
                return index;
            }
        }
        throw new TemplateException("%s is not in the list".formatted(Repr.repr(wanted)));
    }
}
