package dev.hone.api.http;

/// More JSON than we are ready to hold in memory.
public final class BodyTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BodyTooLarge(long limit) {
        super(
                "A JSON body may have %d bytes, this one has more".formatted(limit),
                null,
                false,
                false);
    }
}
