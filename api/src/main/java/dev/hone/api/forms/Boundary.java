package dev.hone.api.forms;

import dev.hone.orchestrator.errors.ApiException;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/// What stands between the parts of a form.
final class Boundary {
    /// RFC 2046 §5.1.1.
    private static final int LONGEST = 70;

    private Boundary() {}

    static String of(@Nullable String contentType) {
        var boundary = contentType == null ? null : parameter(contentType);
        if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST) {
            throw ApiException.invalid(
                    null,
                    "missing_boundary",
                    "Content-Type must be multipart/form-data with a boundary of 1–%d characters"
                            .formatted(LONGEST));
        }
        return boundary;
    }

    private static @Nullable String parameter(String contentType) {
        try {
            return MediaType.valueOf(contentType).getParameters().get("boundary");
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
