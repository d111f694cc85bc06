package dev.hone.orchestrator.paging;

import dev.hone.orchestrator.errors.ApiException;

/// How long a page may be.
public final class Limits {
    private static final int MOST = 10_000;

    private Limits() {}

    public static void check(int limit) {
        if (limit < 1 || limit > MOST) {
            throw ApiException.invalid(
                    "limit",
                    "limit_out_of_range",
                    "limit must be 1–%d, was %d".formatted(MOST, limit));
        }
    }
}
