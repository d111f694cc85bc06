package dev.hone.datasets.tokens;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.template.ChatTemplate;
import dev.hone.datasets.template.Rendered;
import dev.hone.datasets.template.Rendered.Span;
import dev.hone.datasets.template.TemplateException;
import dev.hone.datasets.tokens.TokensException.RefusedSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Renders conversations and finds the text of the turns to learn.
final class Turns {
    private final ChatTemplate template;
    private final Map<String, String> variables;

    Turns(ChatTemplate template, Map<String, String> variables) {
        this.template = template;
        this.variables = variables;
    }

    String text(List<ChatMessage> messages, boolean addGenerationPrompt) {
        return render(messages, addGenerationPrompt).text();
    }

    private Rendered render(List<ChatMessage> messages, boolean addGenerationPrompt) {
        try {
            return template.render(messages, addGenerationPrompt, variables);
        } catch (TemplateException e) {
            throw new RefusedSample("template_refuses", String.valueOf(e.getMessage()));
        }
    }

    /// The whole conversation with a span for each learned turn.
    Rendered learned(List<ChatMessage> messages) {
        var whole = render(messages, false);
        return template.marksGeneration()
                ? marked(whole, messages)
                : new Rendered(whole.text(), provenSpans(whole.text(), messages));
    }

    private static Rendered marked(Rendered whole, List<ChatMessage> messages) {
        var turns = messages.stream().filter(ChatMessage::isAssistant).toList();
        if (turns.stream().allMatch(ChatMessage::isLearned)) {
            return whole;
        }
        if (turns.size() != whole.generated().size()) {
            throw new RefusedSample(
                    "template_inconsistent",
                    "%d assistant turns became %d generated parts, so weights cannot be matched to them"
                            .formatted(turns.size(), whole.generated().size()));
        }
        var spans = new ArrayList<Span>();
        for (int turn = 0; turn < turns.size(); turn++) {
            if (turns.get(turn).isLearned()) {
                spans.add(whole.generated().get(turn));
            }
        }
        return new Rendered(whole.text(), spans);
    }

    /// Without marks, a turn is what the conversation gains by it. That holds only if each start of
    /// the conversation renders to a start of the text, which is proven here.
    private List<Span> provenSpans(String whole, List<ChatMessage> messages) {
        var spans = new ArrayList<Span>();
        for (int turn = 0; turn < messages.size(); turn++) {
            if (!messages.get(turn).isLearned()) {
                continue;
            }
            var before = text(messages.subList(0, turn), true);
            var after = text(messages.subList(0, turn + 1), false);
            if (!after.startsWith(before)) {
                throw inconsistent(
                        turn, "with it, the text does not go on from the generation prompt");
            }
            if (!whole.startsWith(after)) {
                throw inconsistent(turn, "it reads differently once the conversation goes on");
            }
            spans.add(new Span(before.length(), after.length()));
        }
        return spans;
    }

    private static RefusedSample inconsistent(int turn, String reason) {
        return new RefusedSample(
                "template_inconsistent",
                "the chat template has no {%% generation %%} marks, and messages[%d] cannot be found in its text: %s"
                        .formatted(turn, reason));
    }
}
