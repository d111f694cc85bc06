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

    static BitSet of(Rendered rendered, Tokens tokens, Set<Integer> stopTokens) {
        var labels = new Labels(rendered, tokens, stopTokens);
        rendered.generated().forEach(labels::label);
        return labels.labelled;
    }

    private void label(Span span) {
        var text = rendered.text();
        int start = text.codePointCount(0, span.start());
        int end = start + text.codePointCount(span.start(), span.end());
        int first = -1;
        int last = -1;
        for (int index = 0; index < tokens.ids().length; index++) {
            boolean inside = tokens.starts()[index] < end && tokens.ends()[index] > start;
            if (inside) {
                first = first < 0 ? index : first;
                last = index;
            }
        }
        if (first >= 0) {
            labelled.set(first, lastStop(first, last, span) + 1);
        }
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
