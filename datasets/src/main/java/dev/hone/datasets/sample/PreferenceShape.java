package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows of a better and a worse answer: `prompt`, `chosen` and `rejected` as texts or as messages,
/// or OpenAI's `input`, `preferred_output` and `non_preferred_output`.
final class PreferenceShape {
    private final ObjectNode row;
    private final Faults faults = new Faults();
    private final MessageReader reader = new MessageReader(faults);

    private PreferenceShape(ObjectNode row) {
        this.row = row;
    }

    static RowOutcome read(ObjectNode row) {
        var shape = new PreferenceShape(row);
        if (row.has("preferred_output") || row.has("non_preferred_output")) {
            return shape.openAi();
        }
        return isList(row.get("chosen")) || isList(row.get("rejected"))
                ? shape.conversational()
                : shape.plain();
    }

    private static boolean isList(@Nullable JsonNode node) {
        return node != null && node.isArray();
    }

    private RowOutcome plain() {
        var prompt = Strings.required(row, "prompt", "prompt", true, faults);
        var chosen = Strings.required(row, "chosen", "chosen", false, faults);
        var rejected = Strings.required(row, "rejected", "rejected", false, faults);
        chosen.filter(text -> rejected.filter(text::equals).isPresent())
                .ifPresent(_ -> same("rejected"));
        return RowOutcome.of(
                faults,
                () ->
                        new Sample.TextPreference(
                                prompt.orElseThrow(),
                                chosen.orElseThrow(),
                                rejected.orElseThrow()));
    }

    private RowOutcome openAi() {
        List<ChatMessage> prompt = List.of();
        List<Tool> tools = List.of();
        if (row.get("input") instanceof ObjectNode input) {
            tools = new ToolReader(faults).tools(input.get("tools"), "input.tools");
            prompt = reader.read(input.get("messages"), "input.messages");
        } else {
            faults.add(
                    row.has("input") ? FaultCode.WRONG_TYPE : FaultCode.MISSING_FIELD,
                    "input",
                    "input must be an object with messages");
        }
        return pair(
                prompt,
                "input.messages",
                reader.read(row.get("preferred_output"), "preferred_output"),
                "preferred_output",
                reader.read(row.get("non_preferred_output"), "non_preferred_output"),
                "non_preferred_output",
                tools);
    }

    /// The prompt may also be told by what both answers start with.
    private RowOutcome conversational() {
        var tools = new ToolReader(faults).tools(row.get("tools"), "tools");
        var chosen = reader.read(row.get("chosen"), "chosen");
        var rejected = reader.read(row.get("rejected"), "rejected");
        var node = row.get("prompt");
        if (isList(node)) {
            var prompt = reader.read(node, "prompt");
            return pair(prompt, "prompt", chosen, "chosen", rejected, "rejected", tools);
        }
        int shared = shared(chosen, rejected);
        List<ChatMessage> prompt = new ArrayList<>(chosen.subList(0, shared));
        if (shared == 0) {
            Strings.required(row, "prompt", "prompt", false, faults)
                    .ifPresent(text -> prompt.add(ChatMessage.of(ChatMessage.USER, text)));
        }
        return pair(
                prompt,
                shared == 0 ? "prompt" : "chosen",
                chosen.subList(shared, chosen.size()),
                "chosen",
                rejected.subList(shared, rejected.size()),
                "rejected",
                tools);
    }

    /// Messages that both start with, but for a last one.
    private static int shared(List<ChatMessage> one, List<ChatMessage> other) {
        int most = Math.min(one.size(), other.size()) - 1;
        int count = 0;
        while (count < most && Objects.equals(one.get(count), other.get(count))) {
            count++;
        }
        return count;
    }

    private RowOutcome pair(
            List<ChatMessage> prompt,
            String promptField,
            List<ChatMessage> better,
            String betterField,
            List<ChatMessage> worse,
            String worseField,
            List<Tool> tools) {
        if (faults.isEmpty()) {
            new Conversation(prompt, promptField, "role", faults).checkPrompt();
            checkAnswer(better, betterField);
            checkAnswer(worse, worseField);
            if (better.equals(worse)) {
                same(worseField);
            }
        }
        return RowOutcome.of(faults, () -> new Sample.Preference(prompt, better, worse, tools));
    }

    private void checkAnswer(List<ChatMessage> answer, String field) {
        if (answer.isEmpty() || !answer.getLast().isAssistant()) {
            faults.add(
                    FaultCode.ROLE_ORDER,
                    field,
                    "%s must end with an assistant's message".formatted(field));
        }
    }

    private void same(String field) {
        faults.add(
                FaultCode.SAME_ANSWERS,
                field,
                "both answers are the same, so there is nothing to prefer");
    }
}
