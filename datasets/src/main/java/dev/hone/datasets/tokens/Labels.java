package dev.hone.datasets.tokens;

import dev.hone.datasets.template.Rendered;
import dev.hone.datasets.template.Rendered.Span;
import dev.hone.datasets.tokens.NativeTokenizer.Tokens;
import dev.hone.datasets.tokens.TokensException.RefusedSample;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/// Turns stretches of text into labelled tokens and proves that each ends with a stop token,
/// without which a model would learn to answer but not to stop.
final class Labels {
    private final Rendered rendered;
    private final Tokens tokens;
    private final Set<Integer> stopTokens;
    private final BitSet labelled = new BitSet();
    private final List<Integer> turnEnds = new ArrayList<>();

    /// What is learned of a conversation.
    ///
    /// @param labelled positions whose token is learned
    /// @param turnEnds position of the last token of each learned turn
    record Learned(BitSet labelled, List<Integer> turnEnds) {}

    private Labels(Rendered rendered, Tokens tokens, Set<Integer> stopTokens) {
        this.rendered = rendered;
        this.tokens = tokens;
        this.stopTokens = stopTokens;
    }

    /// Only what the model is to produce.
    static Learned of(Rendered rendered, Tokens tokens, Set<Integer> stopTokens) {
        var labels = new Labels(rendered, tokens, stopTokens);
        rendered.generated().forEach(labels::label);
        return new Learned(labels.labelled, labels.turnEnds);
    }

    /// Everything but what is marked as generated: the turns that must not be learned.
    static Learned except(Rendered rendered, Tokens tokens, Set<Integer> stopTokens) {
        var labels = new Labels(rendered, tokens, stopTokens);
        labels.labelled.set(0, tokens.ids().length);
        rendered.generated().forEach(span -> labels.labelled.andNot(labels.within(span)));
        if (labels.labelled.stream().noneMatch(index -> stopTokens.contains(tokens.ids()[index]))) {
            throw new RefusedSample(
                    "no_stop_token",
                    "no stop token is learned, so the model would not learn to stop");
        }
        return new Learned(labels.labelled, List.of());
    }

    /// The last token of each marked turn, blank ones behind a stop token aside; where a turn has
    /// no stop token at its end, simply its last.
    static List<Integer> turnEnds(Rendered rendered, Tokens tokens, Set<Integer> stopTokens) {
        var labels = new Labels(rendered, tokens, stopTokens);
        var ends = new ArrayList<Integer>();
        for (Span span : rendered.generated()) {
            var inside = labels.within(span);
            if (!inside.isEmpty()) {
                int last = inside.length() - 1;
                int stop = labels.stopAtEnd(inside.nextSetBit(0), last, span);
                ends.add(stop < 0 ? last : stop);
            }
        }
        return ends;
    }

    private void label(Span span) {
        var inside = within(span);
        if (!inside.isEmpty()) {
            int first = inside.nextSetBit(0);
            int end = lastStop(first, inside.length() - 1, span);
            labelled.set(first, end + 1);
            turnEnds.add(end);
        }
    }

    /// Tokens that have a part in the stretch of text.
    private BitSet within(Span span) {
        var text = rendered.text();
        int start = text.codePointCount(0, span.start());
        int end = start + text.codePointCount(span.start(), span.end());
        var inside = new BitSet();
        for (int index = 0; index < tokens.ids().length; index++) {
            inside.set(index, tokens.starts()[index] < end && tokens.ends()[index] > start);
        }
        return inside;
    }

    /// A template may add a line end after the stop token, which a model never gets to produce.
    private int lastStop(int first, int last, Span span) {
        int index = stopAtEnd(first, last, span);
        if (index < 0) {
            throw new RefusedSample(
                    "no_stop_token",
                    "a learned turn ends with \"%s\", not with a stop token, so the model would not learn to stop"
                            .formatted(tail(span)));
        }
        return index;
    }

    /// Position of the stop token behind which only blanks follow, or -1.
    private int stopAtEnd(int first, int last, Span span) {
        int index = last;
        while (index >= first && !stopTokens.contains(tokens.ids()[index])) {
            index--;
        }
        return index < first || !textAfter(index, span).isBlank() ? -1 : index;
    }

    private String textAfter(int token, Span span) {
        var text = rendered.text();
        int end = text.offsetByCodePoints(0, tokens.ends()[token]);
        return text.substring(Math.min(end, span.end()), span.end());
    }

    private String tail(Span span) {
        var text = rendered.text().substring(span.start(), span.end());
        return text.substring(Math.max(0, text.length() - 20)).replace("\n", "\\n");
    }
}
