package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Function;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.None;
import dev.hone.datasets.template.Value.Real;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import dev.hone.datasets.template.Value.Undefined;
import java.util.Locale;

/// What can stand after `is`.
final class Tests {
    private Tests() {}

    static boolean holds(String name, Value value, Arguments arguments) {
        return switch (name) {
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "none" -> value instanceof None;
            case "string" -> value instanceof Str;
            case "mapping" -> value instanceof Dict;
            case "sequence", "iterable" ->
                    value instanceof Str
                            || value instanceof Seq
                            || value instanceof Dict
                            || value instanceof Undefined;
            case "number" -> value instanceof Int || value instanceof Real || value instanceof Bool;
            case "integer" -> value instanceof Int;
            case "float" -> value instanceof Real;
            case "boolean" -> value instanceof Bool;
            case "true" -> value instanceof Bool(var truth) && truth;
            case "false" -> value instanceof Bool(var truth) && !truth;
            case "callable" -> value instanceof Function;
            case "odd" -> remainder(value, 2) == 1;
            case "even" -> remainder(value, 2) == 0;
            case "divisibleby" -> remainder(value, arguments.number(0, "num", 0)) == 0;
            case "lower" -> Python.str(value).equals(Python.str(value).toLowerCase(Locale.ROOT));
            case "upper" -> Python.str(value).equals(Python.str(value).toUpperCase(Locale.ROOT));
            default -> compares(name, value, arguments);
        };
    }

    private static boolean compares(String name, Value value, Arguments arguments) {
        var operator =
                switch (name) {
                    case "in" -> "in";
                    case "eq", "equalto", "==", "sameas" -> "==";
                    case "ne", "!=" -> "!=";
                    case "lt", "lessthan", "<" -> "<";
                    case "le", "<=" -> "<=";
                    case "gt", "greaterthan", ">" -> ">";
                    case "ge", ">=" -> ">=";
                    default ->
                            throw new TemplateException(
                                    "test \"%s\" is not supported".formatted(name));
                };
        return Operators.compares(operator, value, arguments.required(0, "other"));
    }

    private static long remainder(Value value, long divisor) {
        if (!(value instanceof Int(var number)) || divisor == 0) {
            throw new TemplateException(
                    "odd, even and divisibleby need whole numbers, was " + Python.typeName(value));
        }
        return Math.floorMod(number, divisor);
    }
}
