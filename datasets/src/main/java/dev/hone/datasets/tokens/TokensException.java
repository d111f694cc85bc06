package dev.hone.datasets.tokens;

/// Why a sample does not become tokens.
public sealed class TokensException extends RuntimeException {
    private TokensException(String message) {
        super(message);
    }

    /// The base model's tokenizer or template cannot be used; no sample would do.
    public static final class UnusableTokenizer extends TokensException {
        UnusableTokenizer(String message) {
            super(message);
        }
    }

    /// This sample cannot be trained on with this base; others may.
    public static final class RefusedSample extends TokensException {
        private final String code;

        RefusedSample(String code, String message) {
            super(message);
            this.code = code;
        }

        /// Stable name of the reason: `nothing_labelled`, `no_stop_token`, `template_refuses`,
        /// `template_inconsistent` or `no_chat_template`.
        public String code() {
            return code;
        }
    }
}
