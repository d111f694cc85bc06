package dev.hone.datasets.template;

import java.util.ArrayList;
import java.util.List;

/// Text in the making.
final class Output {
    private final Budget budget;
    private final boolean captured;
    private final StringBuilder text = new StringBuilder();
    private final List<Rendered.Span> generated = new ArrayList<>();
    private boolean generating;

    /// @param captured whether the text becomes a value first, so that its place is not known yet
    Output(Budget budget, boolean captured) {
        this.budget = budget;
        this.captured = captured;
    }

    void append(String part) {
        budget.make(part.length());
        text.append(part);
    }

    /// The place from which the model is to produce.
    int startGenerated() {
        if (captured) {
            throw new TemplateException(
                    "{% generation %} must not stand in a macro, call, filter or set block");
        }
        if (generating) {
            throw new TemplateException("{% generation %} must not stand in another one");
        }
        generating = true;
        return text.length();
    }

    void endGenerated(int start) {
        generating = false;
        generated.add(new Rendered.Span(start, text.length()));
    }

    String text() {
        return text.toString();
    }

    Rendered rendered() {
        return new Rendered(text.toString(), generated);
    }
}
