package dev.hone.protocol;

/// Which tokens of a row are learned. A turn of weight 0 never is.
public enum LossOn {
    /// All turns of the assistant in a conversation, the completion of a prompt.
    ASSISTANT,
    /// The last turn of the assistant in a conversation, the completion of a prompt.
    COMPLETION,
    /// Prompts too: every token but the first.
    ALL
}
