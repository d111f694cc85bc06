package dev.hone.datasets.preflight;

import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.datasets.tokens.Reading;
import dev.hone.protocol.preflight.RowPreview;
import dev.hone.protocol.preflight.RowPreview.Piece;
import dev.hone.protocol.preflight.RowPreview.Stretch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts a reading into tokens and stretches that can be coloured.
final class Colours {
    private static final String TEMPLATE = "template";

    private Colours() {}

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
