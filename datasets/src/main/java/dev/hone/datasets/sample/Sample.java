package dev.hone.datasets.sample;

import java.util.List;

/// One training row as its author meant it.
public sealed interface Sample {

    /// A conversation; the assistant's turns are learned.
    record Chat(List<ChatMessage> messages) implements Sample {
        public Chat {
            messages = List.copyOf(messages);
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("a chat must have at least one message");
            }
        }
    }

    /// Plain text to go on from, and how to go on.
    record Completion(String prompt, String completion) implements Sample {}
}
