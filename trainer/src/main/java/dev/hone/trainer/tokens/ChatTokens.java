package dev.hone.trainer.tokens;

import java.util.List;

/// The special tokens of models trained here, and how a conversation is written with them.
public final class ChatTokens {
    public static final String PAD = "<|pad|>";
    public static final String END_OF_TEXT = "<|endoftext|>";
    public static final String END = "<|end|>";

    /// In the order of their ids.
    public static final List<String> ALL =
            List.of(PAD, END_OF_TEXT, END, "<|system|>", "<|user|>", "<|assistant|>", "<|tool|>");

    /// Each message is its role's token, a line break, the content, the end token, a line break.
    /// What the assistant says, with its end, is marked as generated.
    public static final String TEMPLATE =
            "{% for m in messages %}<|{{ m['role'] }}|>\n"
                    + "{% if m['role'] == 'assistant' %}"
                    + "{% generation %}{{ m['content'] }}<|end|>{% endgeneration %}\n"
                    + "{% else %}{{ m['content'] }}<|end|>\n"
                    + "{% endif %}{% endfor %}"
                    + "{% if add_generation_prompt %}<|assistant|>\n{% endif %}";

    private ChatTokens() {}

    public static String role(String name) {
        return "<|%s|>".formatted(name);
    }
}
