package dev.hone.datasets.template;

import java.util.List;

/// A conversation as the model reads it.
///
/// @param generated stretches of the text that the model is to produce, in order
public record Rendered(String text, List<Span> generated) {
    public Rendered {
        generated = List.copyOf(generated);
    }

    /// A stretch of text.
    ///
    /// @param start of the first `char`
    /// @param end after the last `char`
    public record Span(int start, int end) {
        public Span {
            if (start < 0 || end < start) {
                throw new IllegalArgumentException(
                        "a span must not end before it starts, was %d–%d".formatted(start, end));
            }
        }
    }
}
