package dev.hone.datasets.tokens;

import dev.hone.datasets.template.Rendered;
import dev.hone.datasets.template.Rendered.Span;
import dev.hone.datasets.tokens.NativeTokenizer.Tokens;
import dev.hone.datasets.tokens.TokensException.RefusedSample;
import java.util.BitSet;
import java.util.Set;

/// Turns stretches of text into labelled tokens and proves that each ends with a stop token,
/// without which a model would learn to answer but not to stop.
final class Labels {
    private final Rendered rendered;
    private final Tokens tokens;
    private final Set<Integer> stopTokens;
    private final BitSet labelled = new BitSet();

    private Labels(Rendered rendered, Tokens tokens, Set<Integer> stopTokens) {
        this.rendered = rendered;
        this.tokens = tokens;
        this.stopTokens = stopTokens;
    }

    /// Only what the model is to produce.
    static BitSet of(Rendered rendered, Tokens tokens, Set<Integer> stopTokens) {
        var labels = new Labels(rendered, tokens, stopTokens);
        rendered.generated().forEach(labels::label);
        return labels.labelled;
    }

    /// Everything but what is marked as generated: the turns that must not be learned.
    static BitSet except(Rendered rendered, Tokens tokens, Set<Integer> stopTokens) {
        var labels = new Labels(rendered, tokens, stopTokens);
        labels.labelled.set(0, tokens.ids().length);
        rendered.generated().forEach(span -> labels.labelled.andNot(labels.within(span)));
        if (labels.labelled.stream().noneMatch(index -> stopTokens.contains(tokens.ids()[index]))) {
            throw new RefusedSample(
                    "no_stop_token",
                    "no stop token is learned, so the model would not learn to stop");
        }
        return labels.labelled;
    }

    private void label(Span span) {
        var inside = within(span);
        if (!inside.isEmpty()) {
            int first = inside.nextSetBit(0);
            labelled.set(first, lastStop(first, inside.length() - 1, span) + 1);
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
        int index = last;
        while (index >= first && !stopTokens.contains(tokens.ids()[index])) {
            index--;
        }
        if (index < first || !textAfter(index, span).isBlank()) {
            throw new RefusedSample(
                    "no_stop_token",
                    "a learned turn ends with \"%s\", not with a stop token, so the model would not learn to stop"
                            .formatted(tail(span)));
        }
        return index;
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
