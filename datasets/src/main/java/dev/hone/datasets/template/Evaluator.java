package dev.hone.datasets.template;

import dev.hone.datasets.template.Expression.Parameters;
import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Function;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Namespace;
import dev.hone.datasets.template.Value.None;
import dev.hone.datasets.template.Value.Real;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import dev.hone.datasets.template.Value.Undefined;
import java.util.ArrayList;
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
            case Expression.Items(var items, var tuple) -> new Seq(all(items, scope), tuple);
            case Expression.Pairs pairs -> dict(pairs, scope);
            case Expression.Attribute(var owner, var name) ->
                    attribute(evaluate(owner, scope), name);
            case Expression.Index(var owner, var key) ->
                    index(evaluate(owner, scope), evaluate(key, scope));
            case Expression.Slice slice -> slice(slice, scope);
            case Expression.Call(var function, var parameters) ->
                    call(evaluate(function, scope), parameters, scope);
            case Expression.Filter(var input, var name, var parameters) ->
                    filters.apply(name, evaluate(input, scope), arguments(name, parameters, scope));
            case Expression.Test(var input, var name, var parameters) ->
                    new Bool(
                            Tests.holds(
                                    name,
                                    evaluate(input, scope),
                                    arguments(name, parameters, scope)));
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
            entries.put(
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
            case Dict(var entries) -> {
                var method = Methods.find(owner, name, budget);
                yield method.isPresent()
                        ? method.get()
                        : entries.getOrDefault(new Str(name), new Undefined(name));
            }
            case Str _, Seq _ ->
                    Methods.find(owner, name, budget).orElseGet(() -> new Undefined(name));
            case Int _, Real _, Bool _, None _, Function _ -> new Undefined(name);
        };
    }

    private Value index(Value owner, Value key) {
        return switch (owner) {
            case Undefined(var missing) -> throw undefined(missing, Python.str(key));
            case Dict(var entries) when entries.containsKey(key) -> entries.get(key);
            case Seq(var items, _) when key instanceof Int(var at) -> item(items, at, key);
            case Str _ when key instanceof Int(var at) -> item(Python.items(owner), at, key);
            case Dict _, Seq _, Str _, Namespace _, Int _, Real _, Bool _, None _, Function _ ->
                    key instanceof Str(var name)
                            ? attribute(owner, name)
                            : new Undefined(Python.str(key));
        };
    }

    private static Value item(List<Value> items, long at, Value key) {
        long index = at < 0 ? at + items.size() : at;
        return index >= 0 && index < items.size()
                ? items.get((int) index)
                : new Undefined("item " + Python.str(key));
    }

    private static TemplateException undefined(String owner, String member) {
        return new TemplateException(
                "\"%s\" is undefined, so it has no \"%s\"".formatted(owner, member));
    }

    private Value slice(Expression.Slice slice, Scope scope) {
        var owner = evaluate(slice.owner(), scope);
        var chosen =
                Slices.of(
                        Python.items(owner),
                        bound(slice.from(), scope),
                        bound(slice.to(), scope),
                        bound(slice.step(), scope));
        budget.make(chosen.size());
        if (owner instanceof Str) {
            var text = new StringBuilder();
            chosen.forEach(letter -> text.append(Python.str(letter)));
            return new Str(text.toString());
        }
        return new Seq(chosen, owner instanceof Seq(_, var tuple) && tuple);
    }

    private @Nullable Long bound(@Nullable Expression expression, Scope scope) {
        if (expression == null) {
            return null;
        }
        return switch (evaluate(expression, scope)) {
            case Int(var number) -> number;
            case Bool(var truth) -> truth ? 1L : 0L;
            case None _ -> null;
            case Value other ->
                    throw new TemplateException(
                            "a slice needs whole numbers, was " + Python.typeName(other));
        };
    }

    private Value call(Value function, Parameters parameters, Scope scope) {
        if (function instanceof Function(var name, var body)) {
            return body.call(arguments(name, parameters, scope));
        }
        throw new TemplateException(Python.typeName(function) + " cannot be called");
    }

    private Arguments arguments(String callee, Parameters parameters, Scope scope) {
        var named = new LinkedHashMap<String, Value>();
        for (Map.Entry<String, Expression> entry : parameters.named().entrySet()) {
            named.put(entry.getKey(), evaluate(entry.getValue(), scope));
        }
        return new Arguments(callee, new ArrayList<>(all(parameters.positional(), scope)), named);
    }
}
