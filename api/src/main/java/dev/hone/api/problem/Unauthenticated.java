package dev.hone.api.problem;

/// The caller did not say who it is, or not in a way we believe.
public final class Unauthenticated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public Unauthenticated(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    Refusal refusal() {
        return Refusal.of(401, code, String.valueOf(getMessage()))
                .with("WWW-Authenticate", "Bearer realm=\"hone\"");
    }
}
