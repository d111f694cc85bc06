package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.container.JsonPiece;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Faults;
import dev.hone.datasets.fault.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rows of `conversations`, turns of `from` and `value`; with `system` and `tools` where there are
/// such. A function_call holds a JSON object of name and arguments, an observation its result.
final class ShareGptShape {
    private static final String LIST = "conversations";

    private final Faults faults = new Faults();
    private final ToolReader tools = new ToolReader(faults);
    private final List<ChatMessage> messages = new ArrayList<>();

    private ShareGptShape() {}

    static RowOutcome read(ObjectNode row) {
        return new ShareGptShape().readRow(row);
    }

    private RowOutcome readRow(ObjectNode row) {
        var system = Strings.optional(row, "system", "system", faults);
        var definitions = tools.tools(parsed(row.get("tools")), "tools");
        var list = row.get(LIST);
        if (list == null || !list.isArray() || list.isEmpty()) {
            faults.add(
                    list == null
                            ? FaultCode.MISSING_FIELD
                            : list.isArray() ? FaultCode.EMPTY_FIELD : FaultCode.WRONG_TYPE,
                    LIST,
                    "conversations must be an array of {\"from\":…,\"value\":…}, was "
                            + (list == null ? "missing" : Quote.kind(list)));
            return new RowOutcome.Refused(faults.all());
        }
        for (int index = 0; index < list.size(); index++) {
            turn(list.get(index), LIST + "[" + index + "]");
        }
        new Conversation(messages, LIST, "from", faults).check();
        system.filter(text -> !text.isBlank() && faults.isEmpty()).ifPresent(this::putFirst);
        return RowOutcome.of(faults, () -> new Sample.Chat(messages, definitions, null));
    }

    /// Some write the list of tools as text.
    private static @Nullable JsonNode parsed(@Nullable JsonNode node) {
        if (node == null || !node.isTextual()) {
            return node;
        }
        return switch (JsonPiece.value(node.textValue())) {
            case JsonPiece.Parsed(var value) -> value.isMissingNode() ? null : value;
            case JsonPiece.Malformed _ -> node;
        };
    }

    private void putFirst(String system) {
        if (messages.getFirst().role().equals(ChatMessage.SYSTEM)) {
            faults.add(
                    FaultCode.ROLE_ORDER,
                    "system",
                    "the row has both system and a first turn from system; leave one out");
            return;
        }
        messages.addFirst(ChatMessage.of(ChatMessage.SYSTEM, system));
    }

    private void turn(JsonNode node, String field) {
        Strings.object(node, field, FaultCode.WRONG_TYPE, faults)
                .ifPresent(turn ->
                        Strings.required(turn, "from", field + ".from", false, faults)
                                .ifPresent(name -> turn(name, turn, field)));
    }

    private void turn(String from, ObjectNode turn, String field) {
        var place = field + ".value";
        switch (from) {
            case "system" -> say(ChatMessage.SYSTEM, text(turn, place, false));
            case "human", "user" -> say(ChatMessage.USER, text(turn, place, false));
            case "gpt", "assistant", "chatgpt", "model" ->
                    say(ChatMessage.ASSISTANT, text(turn, place, false));
            case "observation", "tool" -> say(ChatMessage.TOOL, text(turn, place, true));
            case "function_call" ->
                    text(turn, place, false).ifPresent(text -> call(text, turn, place));
            default ->
                    faults.add(
                            FaultCode.UNKNOWN_ROLE,
                            field + ".from",
                            turn.get("from"),
                            "%s.from must be system, human, gpt, function_call or observation, was \"%s\""
                                    .formatted(field, Quote.cut(from)));
        }
    }

    private Optional<String> text(ObjectNode turn, String field, boolean mayBeEmpty) {
        return Strings.required(turn, "value", field, mayBeEmpty, faults);
    }

    private void say(String role, Optional<String> text) {
        text.ifPresent(content -> messages.add(ChatMessage.of(role, content)));
    }

    private void call(String text, ObjectNode turn, String field) {
        if (!(JsonPiece.value(text) instanceof JsonPiece.Parsed(ObjectNode call))) {
            faults.add(
                    FaultCode.BAD_TOOL_CALL,
                    field,
                    turn.path("value"),
                    "%s must be the text of a JSON object of name and arguments".formatted(field));
            return;
        }
        var name = Strings.required(call, "name", field + ".name", false, faults);
        var arguments = tools.arguments(call.get("arguments"), field + ".arguments");
        if (name.isPresent() && arguments.isPresent()) {
            messages.add(
                    new ChatMessage(
                            ChatMessage.ASSISTANT,
                            "",
                            null,
                            List.of(new ToolCall(null, name.get(), arguments.get())),
                            null));
        }
    }
}
