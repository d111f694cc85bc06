package dev.hone.datasets.template;

import java.util.ArrayList;
import java.util.List;

/// Text in the making.
final class Output {
    private final Budget budget;
    private final boolean captured;
    private final StringBuilder text = new StringBuilder();
    private final List<Rendered.Span> generated = new ArrayList<>();

    /// @param captured whether the text becomes a value first, so that its place is not known yet
    Output(Budget budget, boolean captured) {
        this.budget = budget;
        this.captured = captured;
    }

    void append(String part) {
        budget.make(part.length());
        text.append(part);
    }

    int length() {
        return text.length();
    }

    void markGenerated(int start) {
        if (captured) {
            throw new TemplateException("{% generation %} must not stand in a macro or set block");
        }
        generated.add(new Rendered.Span(start, text.length()));
    }

    String text() {
        return text.toString();
    }

    Rendered rendered() {
        return new Rendered(text.toString(), generated);
    }
}
