package dev.hone.api.problem;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.Fault;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer that is not the one asked for: status, faults, headers. Plain values, so that the
/// whole mapping is tested without a server.
record Refusal(int status, List<Fault> faults, Map<String, String> headers) {
    Refusal {
        faults = List.copyOf(faults);
        headers = Map.copyOf(headers);
    }

    static Refusal of(int status, String code, String message) {
        return new Refusal(status, List.of(new Fault(null, message, code)), Map.of());
    }

    /// The one place where an error of the domain becomes HTTP.
    static Refusal of(ApiError error) {
        return switch (error) {
            case ApiError.NotFound _ -> one(404, error, Map.of());
            case ApiError.Invalid(var faults) -> new Refusal(400, faults, Map.of());
            // The official clients repeat every 409 twice unless they are told not to.
            case ApiError.Conflict _ -> one(409, error, Map.of("x-should-retry", "false"));
            case ApiError.StaleToken _ -> one(409, error, Map.of("x-should-retry", "false"));
            case ApiError.Denied _ -> one(403, error, Map.of());
            case ApiError.Exhausted(_, _, var after) -> one(429, error, retryAfter(after));
            case ApiError.Unavailable(_, _, var after) -> one(503, error, retryAfter(after));
        };
    }

    static Map<String, String> retryAfter(Duration after) {
        return Map.of("Retry-After", String.valueOf(Math.max(1, after.toSeconds())));
    }

    Refusal with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Refusal(status, faults, more);
    }

    Problem problem(@Nullable String requestId) {
        return Problem.of(status, title(status), requestId, faults);
    }

    private static String title(int status) {
        var known = Response.Status.fromStatusCode(status);
        return known == null ? "Refused" : known.getReasonPhrase();
    }

    private static Refusal one(int status, ApiError error, Map<String, String> headers) {
        return new Refusal(
                status, List.of(new Fault(null, error.message(), error.code())), headers);
    }
}
