package dev.hone.datasets.template;

import dev.hone.datasets.template.Expression.Parameters;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes expressions.
final class Evaluator {
    private final Budget budget;
    private final Operators operators;
    private final Filters filters;

    Evaluator(Budget budget) {
        this.budget = budget;
        this.operators = new Operators(budget);
        this.filters = new Filters(budget);
    }

    Value evaluate(Expression expression, Scope scope) {
        budget.step();
        budget.enter();
        var value = compute(expression, scope);
        budget.leave();
        return value;
    }

    private Value compute(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.Literal(var value) -> value;
            case Expression.Name(var name) -> scope.get(name);
            case Expression.Items(var items, var tuple) ->
                    tuple ? Seq.tuple(all(items, scope)) : new Seq(all(items, scope));
            case Expression.Pairs pairs -> dict(pairs, scope);
            case Expression.Attribute(var owner, var name) ->
                    attribute(evaluate(owner, scope), name);
            case Expression.Index(var owner, var key) ->
                    index(evaluate(owner, scope), evaluate(key, scope));
            case Expression.Slice slice -> slice(slice, scope);
            case Expression.Call call -> call(call, scope, Map.of());
            case Expression.Filter(var input, var name, var parameters) ->
                    filters.apply(
                            name,
                            evaluate(input, scope),
                            arguments(name, parameters, scope, Map.of()));
            case Expression.Test(var input, var name, var parameters) ->
                    new Bool(
                            Tests.holds(
                                    name,
                                    evaluate(input, scope),
                                    arguments(name, parameters, scope, Map.of())));
            case Expression.Not(var operand) -> new Bool(!holds(operand, scope));
            case Expression.Sign(var operand, var negative) ->
                    Operators.signed(evaluate(operand, scope), negative);
            case Expression.And(var left, var right) -> {
                var first = evaluate(left, scope);
                yield Python.truth(first) ? evaluate(right, scope) : first;
            }
            case Expression.Or(var left, var right) -> {
                var first = evaluate(left, scope);
                yield Python.truth(first) ? first : evaluate(right, scope);
            }
            case Expression.Binary(var operator, var left, var right) ->
                    operators.apply(operator, evaluate(left, scope), evaluate(right, scope));
            case Expression.Comparison comparison -> new Bool(compares(comparison, scope));
            case Expression.Choice choice -> choose(choice, scope);
        };
    }

    boolean holds(Expression condition, Scope scope) {
        return Python.truth(evaluate(condition, scope));
    }

    private List<Value> all(List<Expression> expressions, Scope scope) {
        return expressions.stream().map(expression -> evaluate(expression, scope)).toList();
    }

    private Value dict(Expression.Pairs pairs, Scope scope) {
        var entries = new LinkedHashMap<Value, Value>();
        for (int index = 0; index < pairs.keys().size(); index++) {
            Python.put(
                    entries,
                    evaluate(pairs.keys().get(index), scope),
                    evaluate(pairs.values().get(index), scope));
        }
        return new Dict(entries);
    }

    private Value choose(Expression.Choice choice, Scope scope) {
        if (holds(choice.condition(), scope)) {
            return evaluate(choice.then(), scope);
        }
        return choice.otherwise() == null
                ? new Undefined("the inline if without else")
                : evaluate(choice.otherwise(), scope);
    }

    private boolean compares(Expression.Comparison comparison, Scope scope) {
        var left = evaluate(comparison.first(), scope);
        for (int index = 0; index < comparison.operators().size(); index++) {
            var right = evaluate(comparison.others().get(index), scope);
            if (!Operators.compares(comparison.operators().get(index), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    /// `owner.name`: a method of the type comes before an entry of a mapping, as in Python.
    private Value attribute(Value owner, String name) {
        return switch (owner) {
            case Undefined(var missing) -> throw undefined(missing, name);
            case Namespace namespace ->
                    namespace.attributes.getOrDefault(name, new Undefined(name));
            case Dict dict ->
                    Methods.find(owner, name, budget).orElseGet(() -> dict.getOrUndefined(name));
            case Str _, Seq _ ->
                    Methods.find(owner, name, budget).orElseGet(() -> new Undefined(name));
            case Loop loop -> loop.get(name);
            case Function function -> function.attributes().getOrDefault(name, new Undefined(name));
            case Int _, Real _, Bool _, None _, Once _ -> new Undefined(name);
        };
    }

    private Value index(Value owner, Value key) {
        if (owner instanceof Undefined(var missing)) {
            throw undefined(missing, Repr.str(key));
        }
        var at = Python.whole(key);
        if (owner instanceof Dict(var entries)) {
            var member = Python.member(entries, key);
            if (member != null) {
                return member;
            }
        } else if (at.isPresent() && owner instanceof Seq(var items, var kind)) {
            return kind.isIndexed() ? item(items, at.get(), key) : new Undefined(Repr.str(key));
        } else if (at.isPresent() && owner instanceof Str) {
            return item(Python.items(owner), at.get(), key);
        }
        return key instanceof Str(var name) ? attribute(owner, name) : new Undefined("an item");
    }

    private static Value item(List<Value> items, long at, Value key) {
        long index = at < 0 ? at + items.size() : at;
        return index >= 0 && index < items.size()
                ? items.get((int) index)
                : new Undefined("item " + Repr.str(key));
    }

    private static TemplateException undefined(String owner, String member) {
        return new TemplateException(
                "\"%s\" is undefined, so it has no \"%s\"".formatted(owner, member));
    }

    private Value slice(Expression.Slice slice, Scope scope) {
        var owner = evaluate(slice.owner(), scope);
        var bounds = new ArrayList<@Nullable Long>();
        for (var bound : Arrays.asList(slice.from(), slice.to(), slice.step())) {
            var value = bound == null ? None.NONE : evaluate(bound, scope);
            var whole = Python.whole(value);
            if (whole.isEmpty() && !(value instanceof None)) {
                return new Undefined("a slice by " + Python.typeName(value));
            }
            bounds.add(whole.orElse(null));
        }
        return switch (owner) {
            case Undefined(var missing) -> throw undefined(missing, "slice");
            case Str(var text) -> sliced(text, bounds);
            case Seq(var items, var kind) when kind.isIndexed() -> {
                var chosen = Slices.of(items, bounds.get(0), bounds.get(1), bounds.get(2));
                budget.make(chosen.size());
                yield new Seq(chosen, kind);
            }
            case Value other -> new Undefined("a slice of " + Python.typeName(other));
        };
    }

    private Value sliced(String text, List<@Nullable Long> bounds) {
        budget.read(text.length());
        var letters = text.codePoints().boxed().toList();
        var chosen = Slices.of(letters, bounds.get(0), bounds.get(1), bounds.get(2));
        budget.make(chosen.size());
        var result = new StringBuilder();
        chosen.forEach(result::appendCodePoint);
        return new Str(result.toString());
    }

    /// @param further named arguments beside those of the call
    Value call(Expression.Call call, Scope scope, Map<String, Value> further) {
        var function = evaluate(call.function(), scope);
        if (function instanceof Function(var name, var body, _)) {
            return body.call(arguments(name, call.parameters(), scope, further));
        }
        throw new TemplateException(Python.typeName(function) + " cannot be called");
    }

    private Arguments arguments(
            String callee, Parameters parameters, Scope scope, Map<String, Value> further) {
        var named = new LinkedHashMap<String, Value>();
        for (Map.Entry<String, Expression> entry : parameters.named().entrySet()) {
            named.put(entry.getKey(), evaluate(entry.getValue(), scope));
        }
        named.putAll(further);
        return new Arguments(callee, new ArrayList<>(all(parameters.positional(), scope)), named);
    }
}
