package dev.hone.datasets.template;

import java.util.List;

/// A stretch of a template.
sealed interface Piece {
    record Text(String text) implements Piece {}

    /// `{{ … }}`
    record Print(List<Token> tokens, int line) implements Piece {}

    /// `{% … %}`
    record Block(List<Token> tokens, int line) implements Piece {}
}
