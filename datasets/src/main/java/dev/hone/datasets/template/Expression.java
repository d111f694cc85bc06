package dev.hone.datasets.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The syntax tree of expressions.
sealed interface Expression {
    record Literal(Value value) implements Expression {}

    record Name(String name) implements Expression {}

    record Items(List<Expression> items, boolean tuple) implements Expression {}

    record Pairs(List<Expression> keys, List<Expression> values) implements Expression {}

    /// `owner.name`
    record Attribute(Expression owner, String name) implements Expression {}

    /// `owner[key]`
    record Index(Expression owner, Expression key) implements Expression {}

    /// `owner[from:to:step]`
    record Slice(
            Expression owner,
            @Nullable Expression from,
            @Nullable Expression to,
            @Nullable Expression step)
            implements Expression {}

    record Call(Expression function, Parameters parameters) implements Expression {}

    record Filter(Expression input, String name, Parameters parameters) implements Expression {}

    record Test(Expression input, String name, Parameters parameters) implements Expression {}

    record Not(Expression operand) implements Expression {}

    record Sign(Expression operand, boolean negative) implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Binary(String operator, Expression left, Expression right) implements Expression {}

    /// `a < b < c`: one operator between each two operands.
    record Comparison(Expression first, List<String> operators, List<Expression> others)
            implements Expression {}

    /// `then if condition else otherwise`
    record Choice(Expression condition, Expression then, @Nullable Expression otherwise)
            implements Expression {}

    record Parameters(List<Expression> positional, Map<String, Expression> named) {
        static final Parameters NONE = new Parameters(List.of(), Map.of());
    }
}
