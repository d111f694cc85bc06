package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Real;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Arithmetic of templates.
final class Operators {
    private final Budget budget;

    Operators(Budget budget) {
        this.budget = budget;
    }

    Value apply(String operator, Value left, Value right) {
        return switch (operator) {
            case "~" -> text(Repr.str(left), Repr.str(right));
            case "+" -> plus(left, right);
            case "*" -> times(left, right);
            default -> numeric(operator, left, right);
        };
    }

    private Value text(String left, String right) {
        budget.make(left.length() + (long) right.length());
        return new Str(left + right);
    }

    private Value plus(Value left, Value right) {
        if (left instanceof Str(var a) && right instanceof Str(var b)) {
            return text(a, b);
        }
        if (left instanceof Seq(var a, var kind)
                && right instanceof Seq(var b, var other)
                && kind == other
                && (kind == Seq.Kind.LIST || kind == Seq.Kind.TUPLE)) {
            budget.make(a.size() + (long) b.size());
            var items = new ArrayList<>(a);
            items.addAll(b);
            return new Seq(items, kind);
        }
        return numeric("+", left, right);
    }

    private Value times(Value left, Value right) {
        if (right instanceof Str || right instanceof Seq) {
            return left instanceof Str || left instanceof Seq
                    ? numeric("*", left, right)
                    : times(right, left);
        }
        var count = Python.whole(right);
        if (count.isPresent()) {
            long times = Math.max(0, count.get());
            if (left instanceof Str(var text)) {
                budget.make(product(text.length(), times));
                return new Str(text.repeat((int) times));
            }
            if (left instanceof Seq(var items, var kind)
                    && (kind == Seq.Kind.LIST || kind == Seq.Kind.TUPLE)) {
                budget.make(product(items.size(), times));
                var all = new ArrayList<Value>();
                Collections.nCopies((int) times, items).forEach(all::addAll);
                return new Seq(all, kind);
            }
        }
        return numeric("*", left, right);
    }

    /// At least `times`, so that repeating nothing is bounded too.
    private static long product(long size, long times) {
        return Math.max(1, size) * Math.min(times, Integer.MAX_VALUE);
    }

    private static Value numeric(String operator, Value left, Value right) {
        var a = Python.number(left);
        var b = Python.number(right);
        if (a.isEmpty() || b.isEmpty()) {
            throw new TemplateException(
                    "%s does not work on %s and %s"
                            .formatted(operator, Python.typeName(left), Python.typeName(right)));
        }
        boolean byZero = b.get() == 0 && List.of("/", "//", "%").contains(operator);
        if (byZero) {
            throw new TemplateException("division by zero");
        }
        boolean whole = !(left instanceof Real) && !(right instanceof Real);
        try {
            return whole && !operator.equals("/")
                    ? whole(operator, a.get().longValue(), b.get().longValue(), left, right)
                    : real(operator, a.get(), b.get());
        } catch (ArithmeticException e) {
            throw new TemplateException("a number became too large");
        }
    }

    private static Value whole(String operator, long a, long b, Value left, Value right) {
        long x = left instanceof Int(var number) ? number : a;
        long y = right instanceof Int(var number) ? number : b;
        return switch (operator) {
            case "+" -> new Int(Math.addExact(x, y));
            case "-" -> new Int(Math.subtractExact(x, y));
            case "*" -> new Int(Math.multiplyExact(x, y));
            case "//" -> new Int(Math.floorDiv(x, y));
            case "%" -> new Int(Math.floorMod(x, y));
            case "**" -> y < 0 ? real(operator, (double) x, (double) y) : new Int(power(x, y));
            default -> throw new IllegalStateException("unknown operator " + operator);
        };
    }

    private static long power(long base, long exponent) {
        if (base == 0 || base == 1) {
            return exponent == 0 ? 1 : base;
        }
        if (base == -1) {
            return exponent % 2 == 0 ? 1 : -1;
        }
        long result = 1;
        for (long i = 0; i < exponent; i++) {
            result = Math.multiplyExact(result, base);
        }
        return result;
    }

    private static Value real(String operator, double a, double b) {
        return new Real(
                switch (operator) {
                    case "+" -> a + b;
                    case "-" -> a - b;
                    case "*" -> a * b;
                    case "/" -> a / b;
                    case "//" -> Math.floor(a / b);
                    case "%" -> a - Math.floor(a / b) * b;
                    case "**" -> Math.pow(a, b);
                    default -> throw new IllegalStateException("unknown operator " + operator);
                });
    }

    static Value signed(Value operand, boolean negative) {
        return switch (operand) {
            case Int(var number) -> new Int(negative ? Math.negateExact(number) : number);
            case Real(var number) -> new Real(negative ? -number : number);
            case Bool(var truth) -> new Int(truth ? (negative ? -1 : 1) : 0);
            case Value other ->
                    throw new TemplateException(
                            "a sign does not work on " + Python.typeName(other));
        };
    }

    static boolean compares(String operator, Value left, Value right) {
        return switch (operator) {
            case "==" -> Python.equal(left, right);
            case "!=" -> !Python.equal(left, right);
            case "<" -> Python.compare(left, right) < 0;
            case "<=" -> Python.compare(left, right) <= 0;
            case ">" -> Python.compare(left, right) > 0;
            case ">=" -> Python.compare(left, right) >= 0;
            case "in" -> Python.contains(right, left);
            case "not in" -> !Python.contains(right, left);
            default -> throw new IllegalStateException("unknown operator " + operator);
        };
    }
}
