package dev.hone.datasets.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Builds the syntax tree of a template.
final class TemplateParser {
    private static final int DEEPEST = 100;

    private final List<Piece> pieces;
    private int index;
    private int depth;

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
            case "macro" -> macro(cursor, line);
            case "generation" -> {
                cursor.expectEnd();
                var body = body(Set.of("endgeneration"), line);
                closed("endgeneration");
                yield new Statement.Generation(body, line);
            }
            case "break" -> ended(cursor, new Statement.Break());
            case "continue" -> ended(cursor, new Statement.Continue());
            default -> throw new TemplateException(line, unknown(word));
        };
    }

    private static String unknown(String word) {
        return word.startsWith("end") || word.equals("else") || word.equals("elif")
                ? "{%% %s %%} closes nothing".formatted(word)
                : "{%% %s %%} is not supported; known are if, for, set, macro, generation, break, continue, raw"
                        .formatted(word);
    }

    private static Statement ended(TokenCursor cursor, Statement statement) {
        cursor.expectEnd();
        return statement;
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
        var names = names(cursor);
        cursor.expectName("in");
        var parser = new ExpressionParser(cursor);
        var items = parser.tupleWithoutChoice();
        var condition = cursor.takeName("if") ? parser.expression() : null;
        cursor.expectEnd();
        var body = body(Set.of("else", "endfor"), line);
        List<Statement> otherwise = List.of();
        var end = taken();
        if (end.takeName("else")) {
            end.expectEnd();
            otherwise = body(Set.of("endfor"), line);
            end = taken();
        }
        end.expectName("endfor");
        end.expectEnd();
        return new Statement.For(names, items, condition, body, otherwise, line);
    }

    private static List<String> names(TokenCursor cursor) {
        boolean parenthesised = cursor.takeOperator("(");
        var names = new ArrayList<String>();
        do {
            names.add(cursor.name());
        } while (cursor.takeOperator(","));
        if (parenthesised) {
            cursor.expectOperator(")");
        }
        return names;
    }

    private Statement set(TokenCursor cursor, int line) {
        if (cursor.peekSecond().isOperator(".")) {
            var owner = cursor.name();
            cursor.take();
            var name = cursor.name();
            cursor.expectOperator("=");
            return new Statement.AssignAttribute(owner, name, whole(cursor), line);
        }
        var names = names(cursor);
        if (cursor.takeOperator("=")) {
            return new Statement.Assign(names, whole(cursor), line);
        }
        cursor.expectEnd();
        var body = body(Set.of("endset"), line);
        closed("endset");
        return new Statement.Capture(names.getFirst(), body);
    }

    private Statement macro(TokenCursor cursor, int line) {
        var name = cursor.name();
        var parameters = new ArrayList<String>();
        var defaults = new LinkedHashMap<String, Expression>();
        cursor.expectOperator("(");
        while (!cursor.takeOperator(")")) {
            var parameter = cursor.name();
            parameters.add(parameter);
            if (cursor.takeOperator("=")) {
                defaults.put(parameter, new ExpressionParser(cursor).expression());
            }
            if (!cursor.takeOperator(",")) {
                cursor.expectOperator(")");
                break;
            }
        }
        cursor.expectEnd();
        var body = body(Set.of("endmacro"), line);
        closed("endmacro");
        return new Statement.Macro(name, parameters, defaults, body);
    }
}
