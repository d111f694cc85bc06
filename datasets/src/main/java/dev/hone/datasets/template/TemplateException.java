package dev.hone.datasets.template;

/// What is wrong with a chat template.
public sealed class TemplateException extends RuntimeException {
    TemplateException(String message) {
        super(message);
    }

    TemplateException(int line, String message) {
        super("chat template, line %d: %s".formatted(line, message));
    }

    /// The template is fine, but does not take this conversation; it says so itself.
    public static final class Refusal extends TemplateException {
        Refusal(String reason) {
            super("the chat template refuses the conversation: " + reason);
        }
    }
}
