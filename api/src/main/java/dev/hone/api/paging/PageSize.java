package dev.hone.api.paging;

import dev.hone.orchestrator.errors.ApiException;
import org.jspecify.annotations.Nullable;

/// Reads the `limit` parameter. It comes as text: the framework answers a bad number with 404.
public final class PageSize {
    private PageSize() {}

    /// @param limit as given, null where it was not
    public static int of(@Nullable String limit, int byDefault, int most) {
        if (limit == null) {
            return byDefault;
        }
        try {
            var size = Integer.parseInt(limit);
            if (size >= 1 && size <= most) {
                return size;
            }
        } catch (NumberFormatException _) {
            // The sentence below says it for both.
        }
        throw ApiException.invalid(
                "limit", "invalid_limit", "limit must be 1–%d, was \"%s\"".formatted(most, limit));
    }
}
