package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows of `messages`, as OpenAI's fine-tuning takes them.
final class ChatShape {
    private static final Set<String> TOOL_MEMBERS =
            Set.of("tool_calls", "tool_call_id", "function_call");

    private final List<Fault> faults = new ArrayList<>();
    private final List<ChatMessage> messages = new ArrayList<>();

    RowParser.Outcome read(ObjectNode row) {
        if (row.has("tools") || row.has("functions")) {
            fault(
                    "format_not_supported",
                    "tools",
                    "tools are not supported yet; leave such rows out");
        }
        var list = row.get("messages");
        if (!list.isArray()) {
            fault(
                    "wrong_type",
                    "messages",
                    "messages must be an array, was %s".formatted(Quote.kind(list)));
        } else if (list.isEmpty()) {
            fault(
                    "empty_messages",
                    "messages",
                    "messages must hold at least one user and one assistant message");
        } else {
            for (int index = 0; index < list.size(); index++) {
                readMessage(list.get(index), "messages[" + index + "]");
            }
            checkOrder();
        }
        return faults.isEmpty()
                ? new RowParser.Parsed(new Sample.Chat(messages))
                : new RowParser.Refused(faults);
    }

    private void readMessage(JsonNode node, String field) {
        if (!(node instanceof ObjectNode message)) {
            fault(
                    "wrong_type",
                    field,
                    "%s must be an object, was %s".formatted(field, Quote.kind(node)));
            return;
        }
        if (TOOL_MEMBERS.stream().anyMatch(message::has)) {
            fault(
                    "format_not_supported",
                    field,
                    "%s calls tools, which is not supported yet; leave such rows out"
                            .formatted(field));
            return;
        }
        var role = readRole(message, field + ".role");
        var content = Strings.required(message, "content", field + ".content", false, faults);
        var weight = readWeight(message, field + ".weight", role);
        if (role.isPresent() && content.isPresent()) {
            messages.add(new ChatMessage(role.get(), content.get(), weight));
        }
    }

    private Optional<String> readRole(ObjectNode message, String field) {
        var role = Strings.required(message, "role", field, false, faults);
        return role.filter(name ->
                switch (name) {
                    case ChatMessage.SYSTEM, ChatMessage.USER, ChatMessage.ASSISTANT -> true;
                    default -> {
                        fault(
                                "unknown_role",
                                field,
                                "%s must be system, user or assistant, was \"%s\""
                                        .formatted(field, Quote.cut(name)));
                        yield false;
                    }
                });
    }

    private @Nullable Integer readWeight(ObjectNode message, String field, Optional<String> role) {
        var node = message.get("weight");
        if (node == null || node.isNull()) {
            return null;
        }
        boolean valid = node.isNumber() && (node.doubleValue() == 0 || node.doubleValue() == 1);
        if (!valid) {
            fault(
                    "bad_weight",
                    field,
                    "%s must be 0 or 1, was %s".formatted(field, Quote.cut(node.toString())));
            return null;
        }
        if (role.isPresent() && !role.get().equals(ChatMessage.ASSISTANT)) {
            fault(
                    "bad_weight",
                    field,
                    "%s stands on a %s message; only an assistant's may have one"
                            .formatted(field, role.get()));
        }
        return node.intValue();
    }

    /// Only for rows whose messages could all be read: otherwise it would complain of consequences.
    private void checkOrder() {
        if (!faults.isEmpty()) {
            return;
        }
        for (int index = 1; index < messages.size(); index++) {
            if (messages.get(index).role().equals(ChatMessage.SYSTEM)) {
                orderFault(index, "a system message may only be the first one");
            }
        }
        int first = messages.getFirst().role().equals(ChatMessage.SYSTEM) ? 1 : 0;
        if (messages.stream().noneMatch(ChatMessage::isAssistant)) {
            fault(
                    "no_assistant",
                    "messages",
                    "no message has the role assistant, so there is nothing to learn");
            return;
        }
        if (messages.get(first).isAssistant()) {
            orderFault(first, "a user message must come before the first assistant message");
        }
        if (!messages.getLast().isAssistant()) {
            orderFault(messages.size() - 1, "the last message must be an assistant's");
        }
        if (messages.stream().noneMatch(ChatMessage::isLearned)) {
            fault(
                    "nothing_to_learn",
                    "messages",
                    "every assistant message has weight 0; at least one must have weight 1");
        }
    }

    private void orderFault(int index, String rule) {
        var field = "messages[%d].role".formatted(index);
        fault(
                "role_order",
                field,
                "%s is %s, but %s".formatted(field, messages.get(index).role(), rule));
    }

    private void fault(String code, String field, String message) {
        faults.add(new Fault(code, field, message));
    }
}
