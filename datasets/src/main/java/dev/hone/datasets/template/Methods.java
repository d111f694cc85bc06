package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Function;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.None;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
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
                    case Str(var text) -> ofText(text, name, budget);
                    case Dict(var entries) -> ofMapping(entries, name);
                    case Seq(var items, _) -> ofList(items, name);
                    case Value _ -> null;
                };
        return Optional.ofNullable(body).map(found -> new Function(name, found));
    }

    private static Value.@Nullable Body ofText(String text, String name, Budget budget) {
        return switch (name) {
            case "strip" -> a -> new Str(Words.strip(text, a.optionalText(0, "chars"), true, true));
            case "lstrip" ->
                    a -> new Str(Words.strip(text, a.optionalText(0, "chars"), true, false));
            case "rstrip" ->
                    a -> new Str(Words.strip(text, a.optionalText(0, "chars"), false, true));
            case "startswith" -> a -> anyOf(a, text, String::startsWith);
            case "endswith" -> a -> anyOf(a, text, String::endsWith);
            case "upper" -> _ -> new Str(text.toUpperCase(Locale.ROOT));
            case "lower" -> _ -> new Str(text.toLowerCase(Locale.ROOT));
            case "title" -> _ -> new Str(Words.title(text));
            case "capitalize" -> _ -> new Str(Words.capitalize(text));
            case "split" ->
                    a ->
                            texts(
                                    Words.split(
                                            text,
                                            a.optionalText(0, "sep"),
                                            a.number(1, "maxsplit", -1)));
            case "rsplit" ->
                    a ->
                            texts(
                                    Words.splitFromRight(
                                            text,
                                            a.optionalText(0, "sep"),
                                            a.number(1, "maxsplit", -1)));
            case "splitlines" -> _ -> texts(text.lines().toList());
            case "replace" -> a -> replace(text, a, budget);
            case "join" -> a -> join(text, a.required(0, "iterable"), budget);
            case "find" -> a -> new Int(codePointIndex(text, text.indexOf(a.text(0, "sub"))));
            case "rfind" -> a -> new Int(codePointIndex(text, text.lastIndexOf(a.text(0, "sub"))));
            case "count" ->
                    a -> new Int(Words.split(text, Optional.of(a.text(0, "sub")), -1).size() - 1L);
            case "isdigit" ->
                    _ ->
                            new Bool(
                                    !text.isEmpty()
                                            && text.codePoints().allMatch(Character::isDigit));
            case "isspace" -> _ -> new Bool(!text.isEmpty() && Spaces.isBlank(text));
            case "removeprefix" ->
                    a -> {
                        var prefix = a.text(0, "prefix");
                        return new Str(
                                text.startsWith(prefix) ? text.substring(prefix.length()) : text);
                    };
            case "removesuffix" ->
                    a -> {
                        var suffix = a.text(0, "suffix");
                        return new Str(
                                text.endsWith(suffix)
                                        ? text.substring(0, text.length() - suffix.length())
                                        : text);
                    };
            default -> null;
        };
    }

    private static Value.@Nullable Body ofMapping(Map<Value, Value> entries, String name) {
        return switch (name) {
            case "items" -> _ -> items(entries);
            case "keys" -> _ -> new Seq(new ArrayList<>(entries.keySet()));
            case "values" -> _ -> new Seq(new ArrayList<>(entries.values()));
            case "get" ->
                    a ->
                            entries.getOrDefault(
                                    a.required(0, "key"), a.find(1, "default").orElse(None.NONE));
            case "copy" -> _ -> new Dict(entries);
            default -> changing(name);
        };
    }

    private static Value.@Nullable Body ofList(List<Value> items, String name) {
        return switch (name) {
            case "index" -> a -> new Int(indexOf(items, a.required(0, "value")));
            case "count" ->
                    a ->
                            new Int(
                                    items.stream()
                                            .filter(i -> Python.equal(i, a.required(0, "value")))
                                            .count());
            case "copy" -> _ -> new Seq(items);
            default -> changing(name);
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

    static Value items(Map<Value, Value> entries) {
        return new Seq(
                entries.entrySet().stream()
                        .map(e -> (Value) new Seq(List.of(e.getKey(), e.getValue()), true))
                        .toList());
    }

    static Value texts(List<String> parts) {
        return new Seq(parts.stream().map(part -> (Value) new Str(part)).toList());
    }

    static Value replace(String text, Arguments arguments, Budget budget) {
        var old = arguments.text(0, "old");
        var by = arguments.text(1, "new");
        long places = old.isEmpty() ? text.length() + 1L : text.length() / old.length();
        budget.make(text.length() + Math.min(places * by.length(), Integer.MAX_VALUE));
        return new Str(Words.replace(text, old, by, arguments.number(2, "count", -1)));
    }

    static Value join(String separator, Value parts, Budget budget) {
        var out = new StringBuilder();
        var between = "";
        for (var part : Python.items(parts)) {
            var text = Python.str(part);
            budget.make(between.length() + (long) text.length());
            out.append(between).append(text);
            between = separator;
        }
        return new Str(out.toString());
    }

    private static Value anyOf(Arguments arguments, String text, BiPredicate<String, String> test) {
        var wanted = arguments.required(0, "prefix");
        if (wanted instanceof Seq(var choices, _)) {
            return new Bool(choices.stream().anyMatch(c -> test.test(text, Python.str(c))));
        }
        return new Bool(test.test(text, arguments.text(0, "prefix")));
    }

    private static long codePointIndex(String text, int index) {
        return index < 0 ? -1 : text.codePointCount(0, index);
    }

    private static long indexOf(List<Value> items, Value wanted) {
        for (int index = 0; index < items.size(); index++) {
            if (Python.equal(items.get(index), wanted)) {
                return index;
            }
        }
        throw new TemplateException("%s is not in the list".formatted(Python.repr(wanted)));
    }
}
