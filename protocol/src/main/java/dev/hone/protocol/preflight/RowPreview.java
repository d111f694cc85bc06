package dev.hone.protocol.preflight;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row as the model reads it, ready to colour.
///
/// @param row from 1, blank ones not counted
/// @param line on which it starts, from 1
/// @param text the whole of it; all places are code points of it
/// @param tokens in order; those behind the cut too, which are not trained on
/// @param spans the text in stretches of one role, learned or not; together they are all of it
/// @param kept tokens before the cut at max_length
/// @param refused why the training would skip the row, if it would
public record RowPreview(
        long row,
        long line,
        String text,
        List<Piece> tokens,
        List<Stretch> spans,
        int kept,
        int learned,
        @Nullable String refused) {
    public RowPreview {
        tokens = List.copyOf(tokens);
        spans = List.copyOf(spans);
    }

    /// A token. One that stands for no text starts and ends where the text goes on.
    public record Piece(int id, String text, int start, int end, String role, boolean learned) {}

    /// @param role who said it, or `template`
    public record Stretch(int start, int end, String role, boolean learned) {}
}
