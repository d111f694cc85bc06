package dev.hone.datasets.template;

import dev.hone.datasets.template.Expression.Parameters;
import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.None;
import dev.hone.datasets.template.Value.Real;
import dev.hone.datasets.template.Value.Str;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses what operators work on: literals, names, brackets, and the members, calls, filters and
/// tests that follow them.
final class OperandParser {
    private static final Set<String> NOT_A_TEST_ARGUMENT = Set.of("else", "or", "and");

    private final TokenCursor cursor;
    private final ExpressionParser expressions;

    OperandParser(TokenCursor cursor, ExpressionParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    Expression primary() {
        var token = cursor.take();
        return switch (token.kind()) {
            case NAME -> named(token.text());
            case STRING -> string(token);
            case INTEGER -> integer(token);
            case REAL -> new Expression.Literal(new Real(Double.parseDouble(plain(token))));
            case OPERATOR -> bracketed(token);
            case END -> throw cursor.fault("an expression is missing");
        };
    }

    private static Expression named(String name) {
        return switch (name) {
            case "true", "True" -> new Expression.Literal(new Bool(true));
            case "false", "False" -> new Expression.Literal(new Bool(false));
            case "none", "None" -> new Expression.Literal(None.NONE);
            default -> new Expression.Name(name);
        };
    }

    /// Strings side by side are one.
    private Expression string(Token first) {
        var text = new StringBuilder(first.text());
        while (cursor.peek().kind() == Token.Kind.STRING) {
            text.append(cursor.take().text());
        }
        return new Expression.Literal(new Str(text.toString()));
    }

    private Expression integer(Token token) {
        try {
            var digits = plain(token).toLowerCase(Locale.ROOT);
            int base = digits.startsWith("0x") ? 16 : digits.startsWith("0o") ? 8 : 2;
            boolean based = digits.length() > 1 && Character.isLetter(digits.charAt(1));
            return new Expression.Literal(
                    new Int(
                            based
                                    ? Long.parseLong(digits.substring(2), base)
                                    : Long.parseLong(digits)));
        } catch (NumberFormatException e) {
            throw cursor.fault("number %s is too large".formatted(token.text()));
        }
    }

    private static String plain(Token number) {
        return number.text().replace("_", "");
    }

    private Expression bracketed(Token token) {
        return switch (token.text()) {
            case "(" -> parenthesised();
            case "[" -> new Expression.Items(until("]"), false);
            case "{" -> pairs();
            default -> throw new TemplateException(token.line(), "unexpected " + token.described());
        };
    }

    private Expression parenthesised() {
        if (cursor.takeOperator(")")) {
            return new Expression.Items(List.of(), true);
        }
        var inner = expressions.tuple();
        cursor.expectOperator(")");
        return inner;
    }

    private List<Expression> until(String close) {
        var items = new ArrayList<Expression>();
        while (!cursor.takeOperator(close)) {
            items.add(expressions.expression());
            if (!cursor.takeOperator(",")) {
                cursor.expectOperator(close);
                break;
            }
        }
        return items;
    }

    private Expression pairs() {
        var keys = new ArrayList<Expression>();
        var values = new ArrayList<Expression>();
        while (!cursor.takeOperator("}")) {
            keys.add(expressions.expression());
            cursor.expectOperator(":");
            values.add(expressions.expression());
            if (!cursor.takeOperator(",")) {
                cursor.expectOperator("}");
                break;
            }
        }
        return new Expression.Pairs(keys, values);
    }

    Expression postfix(Expression start) {
        var result = start;
        while (true) {
            if (cursor.takeOperator(".")) {
                result = attribute(result);
            } else if (cursor.takeOperator("[")) {
                result = subscript(result);
            } else if (cursor.takeOperator("(")) {
                result = new Expression.Call(result, parameters());
            } else {
                return result;
            }
        }
    }

    private Expression attribute(Expression owner) {
        if (cursor.peek().kind() == Token.Kind.INTEGER) {
            return new Expression.Index(owner, integer(cursor.take()));
        }
        return new Expression.Attribute(owner, cursor.name());
    }

    private Expression subscript(Expression owner) {
        var from = sliceBound();
        if (!cursor.takeOperator(":")) {
            cursor.expectOperator("]");
            if (from == null) {
                throw cursor.fault("an index is missing in []");
            }
            return new Expression.Index(owner, from);
        }
        var to = sliceBound();
        var step = cursor.takeOperator(":") ? sliceBound() : null;
        cursor.expectOperator("]");
        return new Expression.Slice(owner, from, to, step);
    }

    private @Nullable Expression sliceBound() {
        return cursor.peek().isOperator(":") || cursor.peek().isOperator("]")
                ? null
                : expressions.expression();
    }

    private Parameters parameters() {
        var positional = new ArrayList<Expression>();
        var named = new LinkedHashMap<String, Expression>();
        while (!cursor.takeOperator(")")) {
            if (cursor.peek().kind() == Token.Kind.NAME && cursor.peekSecond().isOperator("=")) {
                var name = cursor.name();
                cursor.take();
                named.put(name, expressions.expression());
            } else {
                positional.add(expressions.expression());
            }
            if (!cursor.takeOperator(",")) {
                cursor.expectOperator(")");
                break;
            }
        }
        return new Parameters(positional, named);
    }

    Expression filters(Expression start, boolean nameFirst) {
        var result = start;
        boolean named = nameFirst;
        while (true) {
            if (named || cursor.takeOperator("|")) {
                named = false;
                var name = cursor.name();
                var parameters = cursor.takeOperator("(") ? parameters() : Parameters.NONE;
                result = new Expression.Filter(result, name, parameters);
            } else if (cursor.takeName("is")) {
                result = test(result);
            } else if (cursor.takeOperator("(")) {
                result = new Expression.Call(result, parameters());
            } else {
                return result;
            }
        }
    }

    private Expression test(Expression input) {
        boolean negated = cursor.takeName("not");
        var name = cursor.name();
        if (cursor.peek().isName("is")) {
            throw cursor.fault("tests cannot be chained with is");
        }
        var test = new Expression.Test(input, name, testParameters());
        return negated ? new Expression.Not(test) : test;
    }

    private Parameters testParameters() {
        if (cursor.takeOperator("(")) {
            return parameters();
        }
        var next = cursor.peek();
        if (next.isName("if") || next.isName("in") || next.isName("not")) {
            throw cursor.fault(
                    "a test must not be followed by \"%s\"; put it in brackets"
                            .formatted(next.text()));
        }
        boolean argument =
                switch (next.kind()) {
                    case NAME -> !NOT_A_TEST_ARGUMENT.contains(next.text());
                    case STRING, INTEGER, REAL -> true;
                    case OPERATOR -> next.text().equals("[") || next.text().equals("{");
                    case END -> false;
                };
        return argument ? new Parameters(List.of(postfix(primary())), Map.of()) : Parameters.NONE;
    }
}
