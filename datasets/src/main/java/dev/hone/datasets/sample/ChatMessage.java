package dev.hone.datasets.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One turn of a conversation.
///
/// @param content empty where an assistant only calls tools
/// @param weight 0 keeps an assistant's turn out of the loss, 1 or absent learns it
/// @param toolCalls an assistant's
/// @param toolCallId which call a tool answers
public record ChatMessage(
        String role,
        String content,
        @Nullable Integer weight,
        List<ToolCall> toolCalls,
        @Nullable String toolCallId) {
    public static final String SYSTEM = "system";
    public static final String USER = "user";
    public static final String ASSISTANT = "assistant";
    public static final String TOOL = "tool";

    public ChatMessage {
        if (weight != null && weight != 0 && weight != 1) {
            throw new IllegalArgumentException("weight must be 0 or 1, was " + weight);
        }
        toolCalls = List.copyOf(toolCalls);
    }

    public ChatMessage(String role, String content, @Nullable Integer weight) {
        this(role, content, weight, List.of(), null);
    }

    public static ChatMessage of(String role, String content) {
        return new ChatMessage(role, content, null);
    }

    public boolean isAssistant() {
        return role.equals(ASSISTANT);
    }

    /// Whether the turn is a target of the loss.
    public boolean isLearned() {
        return isAssistant() && (weight == null || weight == 1);
    }
}
