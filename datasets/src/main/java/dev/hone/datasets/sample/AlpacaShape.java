package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Faults;
import dev.hone.datasets.fault.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rows of `instruction`, perhaps `input`, and `output`; with `system` and `history`, pairs of
/// earlier question and answer, where there are such. They become a conversation: the user says the
/// instruction, and the input below it.
final class AlpacaShape {
    private AlpacaShape() {}

    static RowOutcome read(ObjectNode row) {
        var faults = new Faults();
        var messages = new ArrayList<ChatMessage>();
        var system = Strings.optional(row, "system", "system", faults);
        system.filter(text -> !text.isBlank())
                .ifPresent(text -> messages.add(ChatMessage.of(ChatMessage.SYSTEM, text)));
        history(row.get("history"), messages, faults);
        var instruction = Strings.required(row, "instruction", "instruction", false, faults);
        var input = Strings.optional(row, "input", "input", faults);
        var output = Strings.required(row, "output", "output", false, faults);
        return RowOutcome.of(
                faults,
                () -> {
                    messages.add(
                            ChatMessage.of(
                                    ChatMessage.USER, asked(instruction.orElseThrow(), input)));
                    messages.add(ChatMessage.of(ChatMessage.ASSISTANT, output.orElseThrow()));
                    return new Sample.Chat(messages);
                });
    }

    private static String asked(String instruction, Optional<String> input) {
        return input.filter(text -> !text.isBlank())
                .map(text -> instruction + "\n" + text)
                .orElse(instruction);
    }

    private static void history(
            @Nullable JsonNode history, List<ChatMessage> messages, Faults faults) {
        if (history == null || history.isNull()) {
            return;
        }
        if (!history.isArray()) {
            faults.add(
                    FaultCode.WRONG_TYPE,
                    "history",
                    history,
                    "history must be an array of [question, answer], was " + Quote.kind(history));
            return;
        }
        for (int index = 0; index < history.size(); index++) {
            exchange(history.get(index), "history[%d]".formatted(index), messages, faults);
        }
    }

    private static void exchange(
            JsonNode pair, String field, List<ChatMessage> messages, Faults faults) {
        if (!pair.isArray() || pair.size() != 2) {
            faults.add(
                    FaultCode.WRONG_TYPE,
                    field,
                    pair,
                    "%s must be [question, answer], was %s".formatted(field, Quote.kind(pair)));
            return;
        }
        Strings.text(pair.get(0), field + "[0]", false, faults)
                .ifPresent(text -> messages.add(ChatMessage.of(ChatMessage.USER, text)));
        Strings.text(pair.get(1), field + "[1]", false, faults)
                .ifPresent(text -> messages.add(ChatMessage.of(ChatMessage.ASSISTANT, text)));
    }
}
