package dev.hone.datasets.store;

import dev.hone.protocol.FailureCode;
import java.io.IOException;

/// The store was not reached, or failed by itself: asking again may help.
public final class StoreAwayException extends IOException {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;

    StoreAwayException(FailureCode code, String message, Exception cause) {
        super(message, cause);
        this.code = code;
    }

    /// What a job fails with that cannot go on for it.
    public FailureCode code() {
        return code;
    }
}
