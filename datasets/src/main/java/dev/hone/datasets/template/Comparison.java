package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Loop;
import dev.hone.datasets.template.Value.None;
import dev.hone.datasets.template.Value.Once;
import dev.hone.datasets.template.Value.Real;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import dev.hone.datasets.template.Value.Undefined;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Equality and order as in Python.
final class Comparison {
    /// Two values take as long as this many characters of a text.
    private static final int VISIT = 64;

    private final Budget budget = Budget.CURRENT.get();

    boolean equal(Value left, Value right, int level) {
        Budget.level(level);
        budget.read(VISIT);
        if (Python.number(left).isPresent() && Python.number(right).isPresent()) {
            return !isNotANumber(left) && !isNotANumber(right) && numbers(left, right) == 0;
        }
        return switch (left) {
            case Str(var text) -> {
                budget.read(text.length());
                yield right instanceof Str(var other) && text.equals(other);
            }
            case None _ -> right instanceof None;
            case Undefined _ -> right instanceof Undefined;
            case Seq(var items, var kind) ->
                    right instanceof Seq(var others, var other)
                            && kind == other
                            && equal(items, others, kind, level + 1);
            case Dict(var entries) ->
                    right instanceof Dict(var others) && equal(entries, others, level + 1);
            case Once _, Loop _, Value.Namespace _, Value.Function _ -> left.equals(right);
            case Int _, Real _, Bool _ -> false;
        };
    }

    private boolean equal(List<Value> left, List<Value> right, Seq.Kind kind, int level) {
        if (kind == Seq.Kind.VALUES || left.size() != right.size()) {
            return false;
        }
        for (int index = 0; index < left.size(); index++) {
            if (!equal(left.get(index), right.get(index), level)) {
                return false;
            }
        }
        return true;
    }

    private boolean equal(Map<Value, Value> left, Map<Value, Value> right, int level) {
        if (left.size() != right.size()) {
            return false;
        }
        for (var entry : left.entrySet()) {
            var other = Python.member(right, entry.getKey());
            if (other == null || !equal(entry.getValue(), other, level)) {
                return false;
            }
        }
        return true;
    }

    int compare(Value left, Value right, int level) {
        Budget.level(level);
        budget.read(VISIT);
        if (Python.number(left).isPresent() && Python.number(right).isPresent()) {
            return numbers(left, right);
        }
        if (left instanceof Str(var text) && right instanceof Str(var other)) {
            budget.read(text.length() + (long) other.length());
            return Arrays.compare(text.codePoints().toArray(), other.codePoints().toArray());
        }
        if (left instanceof Seq(var items, var kind)
                && right instanceof Seq(var others, var other)
                && kind == other
                && (kind == Seq.Kind.LIST || kind == Seq.Kind.TUPLE)) {
            return compare(items, others, level + 1);
        }
        throw new TemplateException(
                "%s and %s have no order".formatted(Python.typeName(left), Python.typeName(right)));
    }

    private static boolean isNotANumber(Value value) {
        return value instanceof Real(var number) && Double.isNaN(number);
    }

    /// Exact, also between whole numbers and others beyond 2^53: sorting needs one order.
    private static int numbers(Value left, Value right) {
        double a = Python.number(left).orElseThrow();
        double b = Python.number(right).orElseThrow();
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return Double.compare(a, b);
        }
        return exact(left).compareTo(exact(right));
    }

    private static BigDecimal exact(Value value) {
        return Python.whole(value)
                .map(BigDecimal::new)
                .orElseGet(() -> new BigDecimal(Python.number(value).orElseThrow()));
    }

    private int compare(List<Value> left, List<Value> right, int level) {
        for (int index = 0; index < Math.min(left.size(), right.size()); index++) {
            if (!equal(left.get(index), right.get(index), level)) {
                return compare(left.get(index), right.get(index), level);
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
