package dev.hone.api.workers;

import dev.hone.orchestrator.errors.ApiException;
import org.jspecify.annotations.Nullable;

/// The framework hands an empty body over as null.
final class Bodies {
    private Bodies() {}

    static <T> T present(@Nullable T body) {
        if (body == null) {
            throw ApiException.invalid("body", "missing_body", "The request must have a JSON body");
        }
        return body;
    }
}
