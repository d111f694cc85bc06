package dev.hone.datasets.template;

import java.util.List;

/// Walks over the tokens of one tag.
final class TokenCursor {
    private static final int DEEPEST = 100;

    private final List<Token> tokens;
    private int index;
    private int depth;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(index);
    }

    Token peekSecond() {
        return tokens.get(Math.min(index + 1, tokens.size() - 1));
    }

    Token take() {
        var token = tokens.get(index);
        if (index < tokens.size() - 1) {
            index++;
        }
        return token;
    }

    boolean takeOperator(String operator) {
        boolean here = peek().isOperator(operator);
        if (here) {
            take();
        }
        return here;
    }

    boolean takeName(String name) {
        boolean here = peek().isName(name);
        if (here) {
            take();
        }
        return here;
    }

    void expectOperator(String operator) {
        if (!takeOperator(operator)) {
            throw fault("expected \"%s\", found %s".formatted(operator, peek().described()));
        }
    }

    void expectName(String name) {
        if (!takeName(name)) {
            throw fault("expected \"%s\", found %s".formatted(name, peek().described()));
        }
    }

    String name() {
        if (peek().kind() != Token.Kind.NAME) {
            throw fault("expected a name, found %s".formatted(peek().described()));
        }
        return take().text();
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    void expectEnd() {
        if (!atEnd()) {
            throw fault("unexpected %s".formatted(peek().described()));
        }
    }

    void enter() {
        if (++depth > DEEPEST) {
            throw fault("nested deeper than %d levels".formatted(DEEPEST));
        }
    }

    void leave() {
        depth--;
    }

    TemplateException fault(String message) {
        return new TemplateException(peek().line(), message);
    }
}
