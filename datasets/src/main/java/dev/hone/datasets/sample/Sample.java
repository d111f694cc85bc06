package dev.hone.datasets.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One training row as its author meant it, whatever its shape was.
public sealed interface Sample {

    /// A conversation; the assistant's turns are learned.
    ///
    /// @param tools that the assistant may call
    /// @param parallelToolCalls whether it may call several in one turn; absent if not said
    record Chat(List<ChatMessage> messages, List<Tool> tools, @Nullable Boolean parallelToolCalls)
            implements Sample {
        public Chat {
            messages = List.copyOf(messages);
            tools = List.copyOf(tools);
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("a chat must have at least one message");
            }
        }

        public Chat(List<ChatMessage> messages) {
            this(messages, List.of(), null);
        }
    }

    /// Plain text to go on from, and how to go on.
    record Completion(String prompt, String completion) implements Sample {}

    /// Plain text, all of it learned.
    record Text(String text) implements Sample {}

    /// Two ways to go on with a conversation, of which one is better.
    record Preference(
            List<ChatMessage> prompt,
            List<ChatMessage> chosen,
            List<ChatMessage> rejected,
            List<Tool> tools)
            implements Sample {
        public Preference {
            prompt = List.copyOf(prompt);
            chosen = List.copyOf(chosen);
            rejected = List.copyOf(rejected);
            tools = List.copyOf(tools);
        }
    }

    /// Two ways to go on with a plain text, of which one is better.
    record TextPreference(String prompt, String chosen, String rejected) implements Sample {}
}
