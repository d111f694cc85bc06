package dev.hone.datasets.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Builds the syntax tree of a template.
final class TemplateParser {
    private static final int DEEPEST = 100;

    private final List<Piece> pieces;
    private int index;
    private int depth;
    private int loops;

    private TemplateParser(List<Piece> pieces) {
        this.pieces = pieces;
    }

    static List<Statement> parse(String template) {
        return new TemplateParser(TemplateLexer.split(template)).body(Set.of(), 1);
    }

    /// Statements up to one of the closing words, at which the parser then stands.
    private List<Statement> body(Set<String> closing, int openedAt) {
        if (++depth > DEEPEST) {
            throw new TemplateException(
                    openedAt, "nested deeper than %d levels".formatted(DEEPEST));
        }
        var statements = new ArrayList<Statement>();
        while (index < pieces.size()) {
            switch (pieces.get(index)) {
                case Piece.Text(var text) -> {
                    index++;
                    statements.add(new Statement.Text(text));
                }
                case Piece.Print(var tokens, var line) -> {
                    index++;
                    statements.add(new Statement.Print(whole(new TokenCursor(tokens)), line));
                }
                case Piece.Block(var tokens, var line) -> {
                    var word = tokens.getFirst();
                    if (word.kind() == Token.Kind.NAME && closing.contains(word.text())) {
                        depth--;
                        return statements;
                    }
                    index++;
                    statements.add(block(new TokenCursor(tokens), line));
                }
            }
        }
        if (!closing.isEmpty()) {
            throw new TemplateException(
                    openedAt,
                    "the tag is never closed with %s".formatted(String.join(" or ", closing)));
        }
        depth--;
        return statements;
    }

    private static Expression whole(TokenCursor cursor) {
        var expression = new ExpressionParser(cursor).tuple();
        cursor.expectEnd();
        return expression;
    }

    private Statement block(TokenCursor cursor, int line) {
        var word = cursor.name();
        return switch (word) {
            case "if" -> branches(cursor, line);
            case "for" -> loop(cursor, line);
            case "set" -> set(cursor, line);
            case "with" -> with(cursor, line);
            case "filter" -> {
                var filtered = filtered(cursor, true);
                yield new Statement.Filter(filtered, apart("endfilter", line), line);
            }
            case "macro" -> macro(cursor, line);
            case "call" -> call(cursor, line);
            case "generation" -> {
                cursor.expectEnd();
                yield new Statement.Generation(apart("endgeneration", line), line);
            }
            case "break" -> leaving(cursor, new Statement.Break());
            case "continue" -> leaving(cursor, new Statement.Continue());
            default -> throw new TemplateException(line, unknown(word));
        };
    }

    private static String unknown(String word) {
        return word.startsWith("end") || word.equals("else") || word.equals("elif")
                ? "{%% %s %%} closes nothing".formatted(word)
                : "{%% %s %%} is not supported; known are if, for, set, with, filter, macro, call, generation, break, continue, raw"
                        .formatted(word);
    }

    private Statement leaving(TokenCursor cursor, Statement statement) {
        cursor.expectEnd();
        if (loops == 0) {
            throw cursor.fault("break and continue must stand in a loop");
        }
        return statement;
    }

    /// The body of a tag that a loop around it cannot be left from.
    private List<Statement> apart(String closing, int line) {
        int around = loops;
        loops = 0;
        var body = body(Set.of(closing), line);
        loops = around;
        closed(closing);
        return body;
    }

    /// Takes a closing tag, which [#body] has found.
    private void closed(String word) {
        var cursor = taken();
        cursor.expectName(word);
        // Jinja lets macros and blocks repeat their name here
        if (!cursor.atEnd()) {
            cursor.name();
        }
        cursor.expectEnd();
    }

    private TokenCursor taken() {
        if (pieces.get(index) instanceof Piece.Block(var tokens, _)) {
            index++;
            return new TokenCursor(tokens);
        }
        throw new IllegalStateException("the parser must stand at a tag");
    }

    private Statement branches(TokenCursor opening, int openedAt) {
        var branches = new ArrayList<Statement.Branch>();
        List<Statement> otherwise = List.of();
        var cursor = opening;
        int line = openedAt;
        while (true) {
            var condition = whole(cursor);
            var body = body(Set.of("elif", "else", "endif"), line);
            branches.add(new Statement.Branch(condition, body, line));
            cursor = taken();
            line = cursor.peek().line();
            if (!cursor.takeName("elif")) {
                break;
            }
        }
        if (cursor.takeName("else")) {
            cursor.expectEnd();
            otherwise = body(Set.of("endif"), line);
            cursor = taken();
        }
        cursor.expectName("endif");
        cursor.expectEnd();
        return new Statement.If(branches, otherwise);
    }

    private Statement loop(TokenCursor cursor, int line) {
        var target = Targets.ofLoop(cursor);
        cursor.expectName("in");
        var parser = new ExpressionParser(cursor);
        var items = parser.tupleWithoutChoice();
        var condition = cursor.takeName("if") ? parser.expression() : null;
        if (cursor.peek().isName("recursive")) {
            throw cursor.fault("recursive loops are not supported");
        }
        cursor.expectEnd();
        loops++;
        var body = body(Set.of("else", "endfor"), line);
        loops--;
        List<Statement> otherwise = List.of();
        var end = taken();
        if (end.takeName("else")) {
            end.expectEnd();
            otherwise = body(Set.of("endfor"), line);
            end = taken();
        }
        end.expectName("endfor");
        end.expectEnd();
        return new Statement.For(target, items, condition, body, otherwise, line);
    }

    private Statement set(TokenCursor cursor, int line) {
        var target = Targets.ofAssignment(cursor);
        if (cursor.takeOperator("=")) {
            return new Statement.Assign(target, whole(cursor), line);
        }
        if (!(target instanceof Statement.Named(var name))) {
            throw cursor.fault("expected \"=\", found " + cursor.peek().described());
        }
        var filtered = filtered(cursor, false);
        return new Statement.Capture(name, filtered, apart("endset", line), line);
    }

    private static Expression filtered(TokenCursor cursor, boolean nameFirst) {
        var filtered = new ExpressionParser(cursor).filters(nameFirst);
        cursor.expectEnd();
        return filtered;
    }

    private Statement with(TokenCursor cursor, int line) {
        var targets = new ArrayList<Statement.Target>();
        var values = new ArrayList<Expression>();
        while (!cursor.atEnd()) {
            if (!targets.isEmpty()) {
                cursor.expectOperator(",");
            }
            targets.add(new Statement.Named(cursor.name()));
            cursor.expectOperator("=");
            values.add(new ExpressionParser(cursor).expression());
        }
        return new Statement.With(targets, values, apart("endwith", line), line);
    }

    private Statement macro(TokenCursor cursor, int line) {
        var name = cursor.name();
        cursor.expectOperator("(");
        var parameters = parameters(cursor);
        cursor.expectEnd();
        int from = index;
        var body = apart("endmacro", line);
        return new Statement.Macro(name, signature(parameters, from), body);
    }

    private Statement call(TokenCursor cursor, int line) {
        var parameters =
                cursor.takeOperator("(")
                        ? parameters(cursor)
                        : new LinkedHashMap<String, Optional<Expression>>();
        var call = whole(cursor);
        if (!(call instanceof Expression.Call called)) {
            throw new TemplateException(line, "{% call %} needs a call, as in {% call macro() %}");
        }
        int from = index;
        var body = apart("endcall", line);
        return new Statement.CallBlock(called, signature(parameters, from), body, line);
    }

    private static Map<String, Optional<Expression>> parameters(TokenCursor cursor) {
        var parameters = new LinkedHashMap<String, Optional<Expression>>();
        while (!cursor.takeOperator(")")) {
            var parameter = Targets.name(cursor);
            var fallback =
                    cursor.takeOperator("=")
                            ? Optional.of(new ExpressionParser(cursor).expression())
                            : Optional.<Expression>empty();
            if (fallback.isEmpty() && parameters.values().stream().anyMatch(Optional::isPresent)) {
                throw cursor.fault(
                        "parameter \"%s\" needs a default, as those before it have"
                                .formatted(parameter));
            }
            if (parameters.put(parameter, fallback) != null) {
                throw cursor.fault("two parameters are named \"%s\"".formatted(parameter));
            }
            if (!cursor.takeOperator(",")) {
                cursor.expectOperator(")");
                break;
            }
        }
        return parameters;
    }

    /// Jinja looks whether the body has the names that stand for all further arguments.
    private Statement.Signature signature(Map<String, Optional<Expression>> parameters, int from) {
        var asked = new HashSet<String>();
        for (var piece : pieces.subList(from, index)) {
            var tokens =
                    switch (piece) {
                        case Piece.Text _ -> List.<Token>of();
                        case Piece.Print(var inside, _) -> inside;
                        case Piece.Block(var inside, _) -> inside;
                    };
            for (var name : List.of("varargs", "kwargs", "caller")) {
                if (tokens.stream().anyMatch(token -> token.isName(name))) {
                    asked.add(name);
                }
            }
        }
        var defaults = new LinkedHashMap<String, Expression>();
        parameters.forEach((name, value) -> value.ifPresent(v -> defaults.put(name, v)));
        return new Statement.Signature(List.copyOf(parameters.keySet()), defaults, asked);
    }
}
