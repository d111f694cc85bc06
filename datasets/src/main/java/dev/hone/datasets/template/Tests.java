package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Function;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Loop;
import dev.hone.datasets.template.Value.None;
import dev.hone.datasets.template.Value.Once;
import dev.hone.datasets.template.Value.Real;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import dev.hone.datasets.template.Value.Undefined;

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
            case "iterable" -> isIterable(value);
            case "sequence" ->
                    !(value instanceof Once)
                            && (value instanceof Seq(_, var kind)
                                    ? kind.isIndexed()
                                    : isIterable(value));
            case "number" -> value instanceof Int || value instanceof Real || value instanceof Bool;
            case "integer" -> value instanceof Int;
            case "float" -> value instanceof Real;
            case "boolean" -> value instanceof Bool;
            case "true" -> value instanceof Bool(var truth) && truth;
            case "false" -> value instanceof Bool(var truth) && !truth;
            // jinja2's Undefined has __call__, in order to say what is undefined
            case "callable" -> value instanceof Function || value instanceof Undefined;
            case "filter" -> Filters.exists(Repr.str(value));
            case "escaped" -> false;
            case "odd" -> remainder(value, 2) == 1;
            case "even" -> remainder(value, 2) == 0;
            case "divisibleby" -> remainder(value, arguments.number(0, "num", 0)) == 0;
            case "lower" -> Letters.isLower(Repr.str(value));
            case "upper" -> Letters.isUpper(Repr.str(value));
            case "sameas" -> same(value, arguments.required(0, "other"));
            default -> compares(name, value, arguments);
        };
    }

    private static boolean isIterable(Value value) {
        return switch (value) {
            case Str _, Seq _, Once _, Dict _, Undefined _, Loop _ -> true;
            case Int _, Real _, Bool _, None _, Value.Namespace _, Function _ -> false;
        };
    }

    /// Python's `is`, where it does not depend on how Python shares values.
    @SuppressWarnings("ReferenceEquality") // that is what the test asks
    private static boolean same(Value value, Value other) {
        return switch (value) {
            case None _ -> other instanceof None;
            case Bool(var truth) -> other instanceof Bool(var also) && truth == also;
            case Int(var number) -> other instanceof Int(var also) && number == also;
            case Str(var text) -> other instanceof Str(var also) && text.equals(also);
            case Value _ -> value == other;
        };
    }

    private static boolean compares(String name, Value value, Arguments arguments) {
        var operator =
                switch (name) {
                    case "in" -> "in";
                    case "eq", "equalto", "==" -> "==";
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

    private static double remainder(Value value, long divisor) {
        var number = Python.number(value);
        if (number.isEmpty() || divisor == 0) {
            throw new TemplateException(
                    "odd, even and divisibleby need numbers, was " + Python.typeName(value));
        }
        return Python.whole(value)
                .map(whole -> (double) Math.floorMod(whole, divisor))
                .orElseGet(() -> number.get() - Math.floor(number.get() / divisor) * divisor);
    }
}
