package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Methods of texts.
final class TextMethods {
    private TextMethods() {}

    static Value.@Nullable Body find(String text, String name, Budget budget) {
        var body = changed(text, name, budget);
        if (body == null) {
            body = parted(text, name);
        }
        if (body == null) {
            body = searched(text, name);
        }
        var found = body == null ? asked(text, name) : body;
        return found == null
                ? null
                : arguments -> {
                    budget.read(text.length());
                    return found.call(arguments);
                };
    }

    private static Value.@Nullable Body changed(String text, String name, Budget budget) {
        return switch (name) {
            case "strip" -> a -> stripped(text, a, true, true);
            case "lstrip" -> a -> stripped(text, a, true, false);
            case "rstrip" -> a -> stripped(text, a, false, true);
            case "upper" -> made(budget, () -> Letters.upper(text));
            case "lower" -> made(budget, () -> Letters.lower(text));
            case "title" -> made(budget, () -> Letters.title(text));
            case "capitalize" -> made(budget, () -> Letters.capitalize(text));
            case "replace" -> a -> replace(text, a, budget);
            case "join" -> a -> join(text, a.required(0, "iterable"), budget);
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
            case "ljust" -> a -> padded(text, a, budget, 0, 1);
            case "rjust" -> a -> padded(text, a, budget, 1, 0);
            default -> null;
        };
    }

    private static Value.Body made(Budget budget, Supplier<String> result) {
        return Methods.plain(() -> {
            var text = result.get();
            budget.make(text.length());
            return new Str(text);
        });
    }

    private static Value stripped(String text, Arguments a, boolean start, boolean end) {
        a.only("chars");
        return new Str(Words.strip(text, a.optionalText(0, "chars"), start, end));
    }

    /// @param before share of the padding before the text, to that behind it
    private static Value padded(String text, Arguments a, Budget budget, int before, int behind) {
        var fill = a.find(1, "fillchar").map(_ -> a.text(1, "fillchar")).orElse(" ");
        if (fill.codePointCount(0, fill.length()) != 1) {
            throw new TemplateException(a.callee() + " fills with one character");
        }
        long missing = Math.max(0, a.number(0, "width", 0) - text.codePointCount(0, text.length()));
        budget.make(Math.min(missing, Integer.MAX_VALUE) * fill.length());
        var padding = fill.repeat((int) missing);
        return new Str(padding.repeat(before) + text + padding.repeat(behind));
    }

    private static Value.@Nullable Body parted(String text, String name) {
        return switch (name) {
            case "split" ->
                    a ->
                            list(
                                    Words.split(
                                            text,
                                            a.optionalText(0, "sep"),
                                            a.number(1, "maxsplit", -1)));
            case "rsplit" ->
                    a ->
                            list(
                                    Words.splitFromRight(
                                            text,
                                            a.optionalText(0, "sep"),
                                            a.number(1, "maxsplit", -1)));
            case "splitlines" -> a -> list(Spaces.lines(text, a.flag(0, "keepends", false)));
            case "partition" ->
                    a -> {
                        var parts = Words.split(text, Optional.of(a.text(0, "sep")), 1);
                        return Seq.tuple(
                                Methods.strings(
                                        parts.size() == 1
                                                ? List.of(text, "", "")
                                                : List.of(
                                                        parts.get(0),
                                                        a.text(0, "sep"),
                                                        parts.get(1))));
                    };
            case "rpartition" ->
                    a -> {
                        var parts = Words.splitFromRight(text, Optional.of(a.text(0, "sep")), 1);
                        return Seq.tuple(
                                Methods.strings(
                                        parts.size() == 1
                                                ? List.of("", "", text)
                                                : List.of(
                                                        parts.get(0),
                                                        a.text(0, "sep"),
                                                        parts.get(1))));
                    };
            default -> null;
        };
    }

    private static Value list(List<String> parts) {
        Budget.CURRENT.get().make(parts.size());
        return new Seq(Methods.strings(parts));
    }

    private static Value.@Nullable Body searched(String text, String name) {
        return switch (name) {
            case "startswith" -> a -> anyOf(a, text, String::startsWith);
            case "endswith" -> a -> anyOf(a, text, String::endsWith);
            case "find" -> a -> new Int(Window.of(text, a).find(a.text(0, "sub"), true));
            case "rfind" -> a -> new Int(Window.of(text, a).find(a.text(0, "sub"), false));
            case "index" -> a -> present(Window.of(text, a).find(a.text(0, "sub"), true));
            case "rindex" -> a -> present(Window.of(text, a).find(a.text(0, "sub"), false));
            case "count" -> a -> new Int(Window.of(text, a).count(a.text(0, "sub")));
            default -> null;
        };
    }

    private static Value present(long index) {
        if (index < 0) {
            throw new TemplateException("the text is not in it");
        }
        return new Int(index);
    }

    private static Value anyOf(Arguments arguments, String text, BiPredicate<String, String> test) {
        var part = Window.of(text, arguments);
        if (arguments.required(0, "prefix") instanceof Seq(var choices, var kind)
                && kind == Seq.Kind.TUPLE) {
            return new Bool(
                    choices.stream()
                            .anyMatch(
                                    c -> c instanceof Str(var choice) && part.holds(choice, test)));
        }
        return new Bool(part.holds(arguments.text(0, "prefix"), test));
    }

    private static Value.@Nullable Body asked(String text, String name) {
        return switch (name) {
            case "isdecimal" -> is(() -> Letters.all(text, Letters::isDecimal));
            case "isdigit" -> is(() -> Letters.all(text, Letters::isDigit));
            case "isalpha" -> is(() -> Letters.all(text, Character::isLetter));
            case "isalnum" -> is(() -> Letters.all(text, Character::isLetterOrDigit));
            case "isspace" -> is(() -> Letters.all(text, Spaces::isSpace));
            case "isascii" -> is(() -> text.chars().allMatch(c -> c < 0x80));
            case "islower" -> is(() -> Letters.isLower(text));
            case "isupper" -> is(() -> Letters.isUpper(text));
            default -> null;
        };
    }

    private static Value.Body is(BooleanSupplier answer) {
        return Methods.plain(() -> new Bool(answer.getAsBoolean()));
    }

    static Value replace(String text, Arguments arguments, Budget budget) {
        var old = arguments.text(0, "old");
        var by = arguments.text(1, "new");
        long places = old.isEmpty() ? text.length() + 1L : text.length() / old.length();
        long count = arguments.number(2, "count", -1);
        if (count >= 0) {
            places = Math.min(places, count);
        }
        if (places > 0 && by.length() > old.length() && (old.isEmpty() || text.contains(old))) {
            places = old.isEmpty() ? places : Math.min(places, Words.count(text, old));
            budget.make(places * (by.length() - old.length()));
        }
        budget.make(text.length());
        return new Str(Words.replace(text, old, by, count));
    }

    /// For the method, which takes texts only.
    private static Value join(String separator, Value parts, Budget budget) {
        var items = Python.items(parts);
        for (var item : items) {
            if (!(item instanceof Str)) {
                throw new TemplateException("join takes texts, was " + Python.typeName(item));
            }
        }
        return joined(separator, items, budget);
    }

    static Value joined(String separator, List<Value> parts, Budget budget) {
        var out = new StringBuilder();
        var between = "";
        for (var part : parts) {
            var text = Repr.str(part);
            budget.make(between.length() + (long) text.length());
            out.append(between).append(text);
            between = separator;
        }
        return new Str(out.toString());
    }
}
