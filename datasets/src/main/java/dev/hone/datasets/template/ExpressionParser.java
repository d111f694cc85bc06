package dev.hone.datasets.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses expressions with Jinja's precedence: filters and tests bind closer than any operator.
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private final TokenCursor cursor;
    private final OperandParser operands;

    ExpressionParser(TokenCursor cursor) {
        this.cursor = cursor;
        this.operands = new OperandParser(cursor, this);
    }

    /// Filters alone: `upper | trim`, or `| upper | trim`.
    Expression filters(boolean nameFirst) {
        return operands.filters(new Expression.Name(Statement.CAPTURED), nameFirst);
    }

    /// A whole expression, where commas make a list: `a, b`.
    Expression tuple() {
        return listOf(expression());
    }

    /// As [#tuple()], but a following `if` is not part of it: `for x in items if x`.
    Expression tupleWithoutChoice() {
        return listOf(or());
    }

    private Expression listOf(Expression first) {
        if (!cursor.peek().isOperator(",")) {
            return first;
        }
        var items = new ArrayList<>(List.of(first));
        while (cursor.takeOperator(",") && !cursor.atEnd() && !cursor.peek().isOperator(")")) {
            items.add(expression());
        }
        return new Expression.Items(items, true);
    }

    Expression expression() {
        cursor.enter();
        var result = or();
        while (cursor.takeName("if")) {
            var condition = or();
            var otherwise = cursor.takeName("else") ? expression() : null;
            result = new Expression.Choice(condition, result, otherwise);
        }
        cursor.leave();
        return result;
    }

    private Expression or() {
        var left = and();
        while (cursor.takeName("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        var left = not();
        while (cursor.takeName("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        if (!cursor.peek().isName("not")) {
            return comparison();
        }
        cursor.take();
        cursor.enter();
        var operand = not();
        cursor.leave();
        return new Expression.Not(operand);
    }

    private Expression comparison() {
        var first = sum();
        var operators = new ArrayList<String>();
        var others = new ArrayList<Expression>();
        for (var operator = comparisonOperator();
                operator != null;
                operator = comparisonOperator()) {
            operators.add(operator);
            others.add(sum());
        }
        return operators.isEmpty() ? first : new Expression.Comparison(first, operators, others);
    }

    private @Nullable String comparisonOperator() {
        var token = cursor.peek();
        if (token.kind() == Token.Kind.OPERATOR && COMPARISONS.contains(token.text())) {
            return cursor.take().text();
        }
        if (cursor.takeName("in")) {
            return "in";
        }
        if (token.isName("not") && cursor.peekSecond().isName("in")) {
            cursor.take();
            cursor.take();
            return "not in";
        }
        return null;
    }

    private Expression sum() {
        var left = joined();
        while (cursor.peek().isOperator("+") || cursor.peek().isOperator("-")) {
            left = new Expression.Binary(cursor.take().text(), left, joined());
        }
        return left;
    }

    private Expression joined() {
        var left = product();
        while (cursor.takeOperator("~")) {
            left = new Expression.Binary("~", left, product());
        }
        return left;
    }

    private Expression product() {
        var left = power();
        while (Set.of("*", "/", "//", "%").contains(cursor.peek().text())
                && cursor.peek().kind() == Token.Kind.OPERATOR) {
            left = new Expression.Binary(cursor.take().text(), left, power());
        }
        return left;
    }

    private Expression power() {
        var left = unary(true);
        while (cursor.takeOperator("**")) {
            left = new Expression.Binary("**", left, unary(true));
        }
        return left;
    }

    private Expression unary(boolean filtered) {
        cursor.enter();
        Expression result;
        if (cursor.takeOperator("-")) {
            result = new Expression.Sign(unary(false), true);
        } else if (cursor.takeOperator("+")) {
            result = new Expression.Sign(unary(false), false);
        } else {
            result = operands.postfix(operands.primary());
        }
        cursor.leave();
        return filtered ? operands.filters(result, false) : result;
    }
}
