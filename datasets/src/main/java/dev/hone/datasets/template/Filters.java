package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Str;
import dev.hone.datasets.template.Value.Undefined;
import java.util.Set;

/// What can stand after `|`.
final class Filters {
    private static final Set<String> NAMES =
            Set.of(
                    "abs",
                    "batch",
                    "capitalize",
                    "count",
                    "d",
                    "default",
                    "dictsort",
                    "first",
                    "float",
                    "indent",
                    "int",
                    "items",
                    "join",
                    "last",
                    "length",
                    "list",
                    "lower",
                    "map",
                    "max",
                    "min",
                    "reject",
                    "rejectattr",
                    "replace",
                    "reverse",
                    "safe",
                    "select",
                    "selectattr",
                    "sort",
                    "string",
                    "sum",
                    "title",
                    "tojson",
                    "trim",
                    "unique",
                    "upper");

    private static final Set<String> WITHOUT_ARGUMENTS =
            Set.of(
                    "abs",
                    "capitalize",
                    "count",
                    "first",
                    "items",
                    "last",
                    "length",
                    "list",
                    "lower",
                    "reverse",
                    "safe",
                    "string",
                    "title",
                    "upper");

    private final Budget budget;
    private final ItemFilters items;

    Filters(Budget budget) {
        this.budget = budget;
        this.items = new ItemFilters(budget, this);
    }

    static boolean exists(String name) {
        return NAMES.contains(name);
    }

    Value apply(String name, Value input, Arguments arguments) {
        if (!exists(name)) {
            throw new TemplateException("filter \"%s\" is not supported".formatted(name));
        }
        if (WITHOUT_ARGUMENTS.contains(name)) {
            arguments.only();
        }
        budget.step();
        if (input instanceof Str(var text)) {
            budget.read(text.length());
        }
        return switch (name) {
            case "trim" -> {
                arguments.only("chars");
                var characters = arguments.optionalText(0, "chars");
                yield made(Words.strip(Repr.str(input), characters, true, true));
            }
            case "tojson" -> new Str(Json.write(input, arguments));
            case "length", "count" -> new Int(Python.length(input));
            case "string", "safe" -> new Str(Repr.str(input));
            case "upper" -> made(Letters.upper(Repr.str(input)));
            case "lower" -> made(Letters.lower(Repr.str(input)));
            case "title" -> made(titled(Repr.str(input)));
            case "capitalize" -> made(Letters.capitalize(Repr.str(input)));
            case "replace" -> replace(input, arguments);
            case "default", "d" -> otherwise(input, arguments);
            case "indent" -> indent(Repr.str(input), arguments);
            case "int" -> Numbers.whole(input, arguments);
            case "float" -> Numbers.real(input, arguments);
            case "abs" ->
                    Python.number(input).isPresent()
                            ? Operators.signed(input, Python.compare(input, new Int(0)) < 0)
                            : Operators.signed(input, false);
            default -> items.apply(name, input, arguments);
        };
    }

    private Value made(String text) {
        budget.make(text.length());
        return new Str(text);
    }

    /// Unlike the method of this name: words begin after white space, hyphens and brackets.
    private static String titled(String text) {
        var out = new StringBuilder();
        boolean begins = true;
        for (int point : text.codePoints().toArray()) {
            var letter = Character.toString(point);
            out.append(begins ? Letters.upper(letter) : Letters.lower(letter));
            begins = Spaces.isSpace(point) || "-({[<".indexOf(point) >= 0;
        }
        return out.toString();
    }

    private Value replace(Value input, Arguments arguments) {
        var texts =
                new Arguments(
                        arguments.callee(),
                        arguments.positional().stream()
                                .map(a -> a instanceof Int ? a : new Str(Repr.str(a)))
                                .toList(),
                        arguments.named());
        return TextMethods.replace(Repr.str(input), texts, budget);
    }

    private static Value otherwise(Value input, Arguments arguments) {
        arguments.only("default_value", "boolean");
        boolean alsoFalse = arguments.flag(1, "boolean", false);
        boolean absent = input instanceof Undefined || (alsoFalse && !Python.truth(input));
        return absent ? arguments.find(0, "default_value").orElse(new Str("")) : input;
    }

    /// `indent(width, first, blank)`, where the width can be a text.
    private Value indent(String text, Arguments arguments) {
        arguments.only("width", "first", "blank");
        var width = arguments.find(0, "width").orElse(new Int(4));
        var step = width instanceof Str(var given) ? given : spaces(arguments);
        boolean blank = arguments.flag(2, "blank", false);
        var lines = Spaces.lines(text + "\n", false);
        budget.make(text.length() + (long) lines.size() * step.length());
        var out = new StringBuilder(arguments.flag(1, "first", false) ? step : "");
        for (int index = 0; index < lines.size(); index++) {
            var line = lines.get(index);
            boolean indented = index > 0 && (blank || !line.isEmpty());
            out.append(index == 0 ? "" : "\n").append(indented ? step : "").append(line);
        }
        return new Str(out.toString());
    }

    private static String spaces(Arguments arguments) {
        long width = arguments.number(0, "width", 4);
        if (width > 1000) {
            throw new TemplateException("indent takes at most 1000 spaces, was " + width);
        }
        return " ".repeat((int) Math.max(0, width));
    }
}
