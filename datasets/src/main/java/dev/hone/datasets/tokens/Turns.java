package dev.hone.datasets.tokens;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Tool;
import dev.hone.datasets.template.ChatTemplate;
import dev.hone.datasets.template.Rendered;
import dev.hone.datasets.template.Rendered.Span;
import dev.hone.datasets.template.TemplateException;
import dev.hone.datasets.tokens.TokensException.RefusedSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Renders conversations and finds the text of the assistant's turns.
final class Turns {
    private static final int SHOWN = 24;

    private final ChatTemplate template;
    private final Map<String, ?> variables;

    Turns(ChatTemplate template, Map<String, ?> variables) {
        this.template = template;
        this.variables = variables;
    }

    /// The same, for conversations in which these tools may be called.
    Turns with(List<Tool> tools) {
        if (tools.isEmpty()) {
            return this;
        }
        var named = new LinkedHashMap<String, Object>(variables);
        named.put("tools", tools.stream().map(Tool::definition).toList());
        return new Turns(template, named);
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

    /// The whole conversation with a span for each turn of the assistant that is wanted.
    Rendered turns(List<ChatMessage> messages, IntPredicate wanted) {
        var whole = render(messages, false);
        var assistants =
                IntStream.range(0, messages.size())
                        .filter(turn -> messages.get(turn).isAssistant())
                        .toArray();
        if (Arrays.stream(assistants).noneMatch(wanted)) {
            return new Rendered(whole.text(), List.of());
        }
        return template.marksGeneration()
                ? marked(joined(whole, assistants.length), assistants, wanted)
                : new Rendered(whole.text(), provenSpans(whole.text(), messages, wanted));
    }

    /// A template may mark one turn in several parts that touch: what is said, and its end.
    private static Rendered joined(Rendered whole, int turns) {
        if (whole.generated().size() <= turns) {
            return whole;
        }
        var spans = new ArrayList<Span>();
        for (var span : whole.generated()) {
            if (!spans.isEmpty() && spans.getLast().end() == span.start()) {
                spans.add(new Span(spans.removeLast().start(), span.end()));
            } else {
                spans.add(span);
            }
        }
        return new Rendered(whole.text(), spans);
    }

    private static Rendered marked(Rendered whole, int[] assistants, IntPredicate wanted) {
        if (Arrays.stream(assistants).allMatch(wanted)) {
            return whole;
        }
        if (assistants.length != whole.generated().size()) {
            throw new RefusedSample(
                    "template_inconsistent",
                    "%d assistant turns became %d generated parts, so they cannot be told apart"
                            .formatted(assistants.length, whole.generated().size()));
        }
        var spans = new ArrayList<Span>();
        for (int turn = 0; turn < assistants.length; turn++) {
            if (wanted.test(assistants[turn])) {
                spans.add(whole.generated().get(turn));
            }
        }
        return new Rendered(whole.text(), spans);
    }

    /// Without marks, a turn is what the conversation gains by it. That holds only if each start of
    /// the conversation renders to a start of the text, which is proven here.
    private List<Span> provenSpans(String whole, List<ChatMessage> messages, IntPredicate wanted) {
        var spans = new ArrayList<Span>();
        for (int turn = 0; turn < messages.size(); turn++) {
            if (!messages.get(turn).isAssistant() || !wanted.test(turn)) {
                continue;
            }
            var before = text(messages.subList(0, turn), true);
            var after = text(messages.subList(0, turn + 1), false);
            if (!after.startsWith(before)) {
                throw inconsistent(
                        turn,
                        "with it, the text does not go on from the generation prompt",
                        after,
                        before);
            }
            if (!whole.startsWith(after)) {
                throw inconsistent(
                        turn, "it reads differently once the conversation goes on", whole, after);
            }
            spans.add(new Span(before.length(), after.length()));
        }
        return spans;
    }

    /// @param text what should start with `start`, but does not
    private static RefusedSample inconsistent(int turn, String reason, String text, String start) {
        int parted = 0;
        while (parted < Math.min(text.length(), start.length())
                && text.charAt(parted) == start.charAt(parted)) {
            parted++;
        }
        if (parted > 0 && Character.isHighSurrogate(start.charAt(parted - 1))) {
            parted--;
        }
        return new RefusedSample(
                "template_inconsistent",
                "the chat template has no {%% generation %%} marks, and messages[%d] cannot be found in its text: %s; from character %d on it is \"%s\", not \"%s\""
                        .formatted(
                                turn,
                                reason,
                                text.codePointCount(0, parted),
                                excerpt(text, parted),
                                excerpt(start, parted)));
    }

    private static String excerpt(String text, int from) {
        int rest = text.codePointCount(from, text.length());
        int end = text.offsetByCodePoints(from, Math.min(SHOWN, rest));
        var shown = text.substring(from, end).replace("\n", "\\n");
        return rest > SHOWN ? shown + "…" : shown;
    }
}
