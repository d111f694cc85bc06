package dev.hone.datasets.sample;

import static dev.hone.datasets.fault.FaultCode.BAD_WEIGHT;
import static dev.hone.datasets.fault.FaultCode.FORMAT_NOT_SUPPORTED;
import static dev.hone.datasets.fault.FaultCode.UNKNOWN_ROLE;
import static dev.hone.datasets.fault.FaultCode.WRONG_TYPE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Faults;
import dev.hone.datasets.fault.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads messages as OpenAI writes them.
final class MessageReader {
    private static final String DEVELOPER = "developer";

    private final Faults faults;
    private final ToolReader tools;

    MessageReader(Faults faults) {
        this.faults = faults;
        this.tools = new ToolReader(faults);
    }

    /// The messages that could be read. With faults they are not all of them.
    List<ChatMessage> read(@Nullable JsonNode list, String field) {
        var messages = new ArrayList<ChatMessage>();
        if (list == null) {
            faults.add(
                    FaultCode.MISSING_FIELD,
                    field,
                    "%s is missing; it must be an array of messages".formatted(field));
        } else if (!list.isArray()) {
            faults.add(
                    WRONG_TYPE,
                    field,
                    list,
                    "%s must be an array, was %s".formatted(field, Quote.kind(list)));
        } else if (list.isEmpty()) {
            faults.add(
                    FaultCode.EMPTY_FIELD,
                    field,
                    "%s must hold at least one message".formatted(field));
        } else {
            for (int index = 0; index < list.size(); index++) {
                message(list.get(index), field + "[" + index + "]").ifPresent(messages::add);
            }
        }
        return messages;
    }

    private Optional<ChatMessage> message(JsonNode node, String field) {
        return Strings.object(node, field, WRONG_TYPE, faults)
                .flatMap(message -> message(message, field));
    }

    private Optional<ChatMessage> message(ObjectNode message, String field) {
        if (message.hasNonNull("function_call")) {
            faults.add(
                    FORMAT_NOT_SUPPORTED,
                    field + ".function_call",
                    "%s.function_call is the old form; write tool_calls".formatted(field));
            return Optional.empty();
        }
        var role = role(message, field + ".role");
        var calls = calls(message, field + ".tool_calls", role);
        var content = content(message, field + ".content", role);
        var weight = weight(message, field + ".weight", role);
        var answers = answers(message, field + ".tool_call_id", role);
        return role.flatMap(it ->
                content.map(
                        text -> new ChatMessage(it, text, weight, calls, answers.orElse(null))));
    }

    private Optional<String> role(ObjectNode message, String field) {
        var role = Strings.required(message, "role", field, false, faults);
        return role.flatMap(name ->
                switch (name) {
                    case ChatMessage.SYSTEM,
                            ChatMessage.USER,
                            ChatMessage.ASSISTANT,
                            ChatMessage.TOOL ->
                            role;
                    case DEVELOPER -> Optional.of(ChatMessage.SYSTEM);
                    default -> {
                        faults.add(
                                UNKNOWN_ROLE,
                                field,
                                message.get("role"),
                                "%s must be system, user, assistant or tool, was \"%s\""
                                        .formatted(field, Quote.cut(name)));
                        yield Optional.empty();
                    }
                });
    }

    private List<ToolCall> calls(ObjectNode message, String field, Optional<String> role) {
        var node = message.get("tool_calls");
        if (node == null || node.isNull() || role.isEmpty()) {
            return List.of();
        }
        if (!role.get().equals(ChatMessage.ASSISTANT)) {
            faults.add(
                    FaultCode.BAD_TOOL_CALL,
                    field,
                    "%s stands on a %s message; only an assistant may call tools"
                            .formatted(field, role.get()));
            return List.of();
        }
        if (node.isArray() && node.isEmpty()) {
            faults.add(
                    FaultCode.BAD_TOOL_CALL,
                    field,
                    "%s must hold at least one call; leave it out where none is made"
                            .formatted(field));
        }
        return tools.calls(node, field);
    }

    /// What an assistant says may be nothing where it calls a tool, and what a tool says may be
    /// empty.
    private Optional<String> content(ObjectNode message, String field, Optional<String> role) {
        if (!message.path("tool_calls").isEmpty()) {
            return Optional.of(Strings.optional(message, "content", field, faults).orElse(""));
        }
        boolean mayBeEmpty = role.filter(ChatMessage.TOOL::equals).isPresent();
        return Strings.required(message, "content", field, mayBeEmpty, faults);
    }

    private @Nullable Integer weight(ObjectNode message, String field, Optional<String> role) {
        var node = message.get("weight");
        if (node == null || node.isNull()) {
            return null;
        }
        boolean valid = node.isNumber() && (node.doubleValue() == 0 || node.doubleValue() == 1);
        if (!valid) {
            faults.add(
                    BAD_WEIGHT,
                    field,
                    node,
                    "%s must be 0 or 1, was %s".formatted(field, Quote.cut(node.toString())));
            return null;
        }
        if (role.isPresent() && !role.get().equals(ChatMessage.ASSISTANT)) {
            faults.add(
                    BAD_WEIGHT,
                    field,
                    node,
                    "%s stands on a %s message; only an assistant's may have one"
                            .formatted(field, role.get()));
        }
        return node.intValue();
    }

    private Optional<String> answers(ObjectNode message, String field, Optional<String> role) {
        if (role.filter(ChatMessage.TOOL::equals).isEmpty()) {
            return Optional.empty();
        }
        return Strings.required(message, "tool_call_id", field, false, faults);
    }
}
