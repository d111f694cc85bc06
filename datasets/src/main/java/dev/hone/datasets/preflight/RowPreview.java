package dev.hone.datasets.preflight;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.datasets.tokens.Reading;
import java.util.ArrayList;
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
@JsonNaming(SnakeCaseStrategy.class)
public record RowPreview(
        long row,
        long line,
        String text,
        List<Piece> tokens,
        List<Stretch> spans,
        int kept,
        int learned,
        @Nullable String refused) {
    private static final String TEMPLATE = "template";

    public RowPreview {
        tokens = List.copyOf(tokens);
        spans = List.copyOf(spans);
    }

    /// A token. One that stands for no text starts and ends where the text goes on.
    @JsonNaming(SnakeCaseStrategy.class)
    public record Piece(int id, String text, int start, int end, String role, boolean learned) {}

    /// @param role who said it, or `template`
    @JsonNaming(SnakeCaseStrategy.class)
    public record Stretch(int start, int end, String role, boolean learned) {}

    static RowPreview of(
            long row,
            long line,
            Reading reading,
            ChatTokenizer tokenizer,
            int maxLength,
            @Nullable String refused) {
        int kept = Math.min(reading.ids().length, maxLength);
        var pieces = pieces(reading, tokenizer, kept);
        return new RowPreview(
                row,
                line,
                reading.text(),
                pieces,
                spans(pieces, reading.text().codePointCount(0, reading.text().length())),
                kept,
                reading.labelled().get(0, kept).cardinality(),
                refused);
    }

    private static List<Piece> pieces(Reading reading, ChatTokenizer tokenizer, int kept) {
        var owners = reading.partOfTokens();
        var pieces = new ArrayList<Piece>();
        int here = 0;
        for (int index = 0; index < reading.ids().length; index++) {
            int id = reading.ids()[index];
            boolean somewhere = reading.starts()[index] >= 0;
            int start = somewhere ? reading.starts()[index] : here;
            int end = somewhere ? reading.ends()[index] : here;
            here = Math.max(here, end);
            pieces.add(
                    new Piece(
                            id,
                            tokenizer.text(id),
                            start,
                            end,
                            owners[index] < 0
                                    ? TEMPLATE
                                    : reading.parts().get(owners[index]).role(),
                            index < kept && reading.labelled().get(index)));
        }
        return pieces;
    }

    /// Several tokens may share a character; the first decides its colour.
    private static List<Stretch> spans(List<Piece> pieces, int length) {
        var spans = new ArrayList<Stretch>();
        int from = 0;
        for (var piece : pieces) {
            if (piece.end() > from) {
                add(spans, from, piece.end(), piece.role(), piece.learned());
                from = piece.end();
            }
        }
        if (from < length) {
            add(spans, from, length, TEMPLATE, false);
        }
        return spans;
    }

    private static void add(List<Stretch> spans, int from, int to, String role, boolean learned) {
        if (!spans.isEmpty()
                && spans.getLast().role().equals(role)
                && spans.getLast().learned() == learned) {
            var last = spans.removeLast();
            spans.add(new Stretch(last.start(), to, role, learned));
        } else {
            spans.add(new Stretch(from, to, role, learned));
        }
    }
}
