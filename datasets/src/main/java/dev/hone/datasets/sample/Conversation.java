package dev.hone.datasets.sample;

import static dev.hone.datasets.fault.FaultCode.NOTHING_TO_LEARN;
import static dev.hone.datasets.fault.FaultCode.NO_ASSISTANT;
import static dev.hone.datasets.fault.FaultCode.ROLE_ORDER;

import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Faults;
import dev.hone.datasets.fault.Quote;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks who speaks when. Only for rows whose messages could all be read: otherwise it would
/// complain of consequences.
final class Conversation {
    private final List<ChatMessage> messages;
    private final String list;
    private final String roleMember;
    private final Faults faults;

    /// @param list where the messages stand, as `messages`
    /// @param roleMember what says who speaks, as `role`
    Conversation(List<ChatMessage> messages, String list, String roleMember, Faults faults) {
        this.messages = messages;
        this.list = list;
        this.roleMember = roleMember;
        this.faults = faults;
    }

    /// One to learn: it ends with an assistant's turn.
    void check() {
        if (!faults.isEmpty()) {
            return;
        }
        if (messages.stream().noneMatch(ChatMessage::isAssistant)) {
            faults.add(
                    NO_ASSISTANT,
                    list,
                    "no message has the role assistant, so there is nothing to learn");
            return;
        }
        checkStart();
        checkTools();
        if (!messages.getLast().isAssistant()) {
            fault(messages.size() - 1, "the last message must be an assistant's");
        }
        if (messages.stream().noneMatch(ChatMessage::isLearned)) {
            faults.add(
                    NOTHING_TO_LEARN,
                    list,
                    "every assistant message has weight 0; at least one must have weight 1");
        }
    }

    /// One to go on from, with an assistant's turn to come.
    void checkPrompt() {
        if (faults.isEmpty()) {
            checkStart();
            checkTools();
        }
    }

    private void checkStart() {
        for (int index = 1; index < messages.size(); index++) {
            if (messages.get(index).role().equals(ChatMessage.SYSTEM)) {
                fault(index, "a system message may only be the first one");
            }
        }
        int first = messages.getFirst().role().equals(ChatMessage.SYSTEM) ? 1 : 0;
        if (first < messages.size() && !messages.get(first).role().equals(ChatMessage.USER)) {
            fault(first, "a user message must come before the first assistant message");
        }
    }

    /// A tool answers a call that was made and has had no answer yet.
    private void checkTools() {
        Set<String> open = new HashSet<>();
        boolean unnamed = false;
        for (int index = 0; index < messages.size(); index++) {
            var message = messages.get(index);
            if (message.role().equals(ChatMessage.TOOL)) {
                checkAnswer(index, message, open, unnamed);
                continue;
            }
            open.clear();
            unnamed = false;
            for (var call : message.toolCalls()) {
                unnamed |= call.id() == null;
                if (call.id() != null && !open.add(call.id())) {
                    faults.add(
                            FaultCode.BAD_TOOL_CALL,
                            "%s[%d].tool_calls".formatted(list, index),
                            "two calls have the id \"%s\"; each must have its own"
                                    .formatted(Quote.cut(call.id())));
                }
            }
        }
    }

    private void checkAnswer(int index, ChatMessage message, Set<String> open, boolean unnamed) {
        var id = message.toolCallId();
        if (open.isEmpty() && !unnamed) {
            fault(index, "a tool may only answer an assistant's call right before it");
        } else if (id != null && !open.remove(id) && !unnamed) {
            faults.add(
                    FaultCode.BAD_TOOL_CALL,
                    "%s[%d].tool_call_id".formatted(list, index),
                    "\"%s\" is the id of no open call; there are %s"
                            .formatted(Quote.cut(id), Quote.cut(String.join(", ", open))));
        }
    }

    private void fault(int index, String rule) {
        var field = "%s[%d].%s".formatted(list, index, roleMember);
        faults.add(
                ROLE_ORDER,
                field,
                "%s is %s, but %s".formatted(field, messages.get(index).role(), rule));
    }
}
