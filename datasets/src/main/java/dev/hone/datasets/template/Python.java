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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Values as Python sees them: truth, members, items.
final class Python {
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
            case Once _, Namespace _, Loop _, Function _ -> true;
        };
    }

    /// A number, where there is one: truth values count as 0 and 1.
    static Optional<Double> number(Value value) {
        return switch (value) {
            case Int(var number) -> Optional.of((double) number);
            case Real(var number) -> Optional.of(number);
            case Bool(var truth) -> Optional.of(truth ? 1.0 : 0.0);
            case Str _,
                    None _,
                    Undefined _,
                    Seq _,
                    Once _,
                    Dict _,
                    Namespace _,
                    Loop _,
                    Function _ ->
                    Optional.empty();
        };
    }

    /// A whole number, where there is one.
    static Optional<Long> whole(Value value) {
        return switch (value) {
            case Int(var number) -> Optional.of(number);
            case Bool(var truth) -> Optional.of(truth ? 1L : 0L);
            case Value _ -> Optional.empty();
        };
    }

    static boolean equal(Value left, Value right) {
        return new Comparison().equal(left, right, 0);
    }

    static int compare(Value left, Value right) {
        return new Comparison().compare(left, right, 0);
    }

    static boolean contains(Value container, Value item) {
        return switch (container) {
            case Str(var text) when item instanceof Str(var part) -> {
                Budget.CURRENT.get().read(text.length());
                yield text.contains(part);
            }
            case Seq(var items, _) -> items.stream().anyMatch(other -> equal(other, item));
            case Once once -> contains(once, item);
            case Dict(var entries) -> member(entries, item) != null;
            case Undefined _ -> false;
            case Str _, Int _, Real _, Bool _, None _, Namespace _, Loop _, Function _ ->
                    throw new TemplateException(
                            "%s cannot be in %s".formatted(typeName(item), typeName(container)));
        };
    }

    private static boolean contains(Once once, Value item) {
        for (var other = once.next(); other.isPresent(); other = once.next()) {
            if (equal(other.get(), item)) {
                return true;
            }
        }
        return false;
    }

    /// What a mapping has under a key; 1, 1.0 and true are the same key.
    static @Nullable Value member(Map<Value, Value> entries, Value key) {
        var same = sameKey(entries, key);
        return same == null ? null : entries.get(same);
    }

    /// A key keeps the form in which it came first.
    static void put(Map<Value, Value> entries, Value key, Value value) {
        var same = sameKey(entries, key);
        entries.put(same == null ? key : same, value);
    }

    private static @Nullable Value sameKey(Map<Value, Value> entries, Value key) {
        return switch (key) {
            case Str _, None _ -> entries.containsKey(key) ? key : null;
            case Int _, Real _, Bool _ -> {
                Budget.CURRENT.get().read(entries.size());
                yield entries.keySet().stream()
                        .filter(other -> equal(other, key))
                        .findFirst()
                        .orElse(null);
            }
            case Undefined _, Seq _, Once _, Dict _, Namespace _, Loop _, Function _ ->
                    throw new TemplateException(
                            "%s cannot be a key; texts and numbers can".formatted(typeName(key)));
        };
    }

    /// Items to loop over: letters of a text, names of a mapping.
    static List<Value> items(Value value) {
        return switch (value) {
            case Seq(var items, _) -> items;
            case Once once -> once.rest();
            case Dict(var entries) -> {
                Budget.CURRENT.get().read(entries.size());
                yield new ArrayList<>(entries.keySet());
            }
            case Undefined _ -> List.of();
            case Str(var text) -> {
                Budget.CURRENT.get().make(text.length());
                yield text.codePoints()
                        .mapToObj(c -> (Value) new Str(Character.toString(c)))
                        .toList();
            }
            case Int _, Real _, Bool _, None _, Namespace _, Loop _, Function _ ->
                    throw new TemplateException(
                            "%s cannot be looped over".formatted(typeName(value)));
        };
    }

    static long length(Value value) {
        return switch (value) {
            case Str(var text) -> {
                Budget.CURRENT.get().read(text.length());
                yield text.codePointCount(0, text.length());
            }
            case Seq(var items, _) -> items.size();
            case Dict(var entries) -> entries.size();
            case Loop loop -> loop.length();
            case Undefined _ -> 0;
            case Once _, Int _, Real _, Bool _, None _, Namespace _, Function _ ->
                    throw new TemplateException("%s has no length".formatted(typeName(value)));
        };
    }

    static String typeName(Value value) {
        return switch (value) {
            case Str _ -> "text";
            case Int _, Real _ -> "a number";
            case Bool _ -> "a truth value";
            case None _ -> "none";
            case Undefined(var name) -> "\"%s\", which is undefined".formatted(name);
            case Seq(_, var kind) ->
                    switch (kind) {
                        case LIST -> "a list";
                        case TUPLE -> "a tuple";
                        case RANGE -> "a range";
                        case KEYS, VALUES, ITEMS -> "a view of a mapping";
                    };
            case Once _ -> "a generator";
            case Dict _ -> "a mapping";
            case Namespace _ -> "a namespace";
            case Loop _ -> "a loop";
            case Function _ -> "a function";
        };
    }
}
