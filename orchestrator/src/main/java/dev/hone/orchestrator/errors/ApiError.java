package dev.hone.orchestrator.errors;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// An error that a caller can mend. The HTTP layer maps each case to one status.
public sealed interface ApiError {
    /// Stable and documented.
    String code();

    String message();

    /// @param kind what was looked for, in words: "job", "file", "model"
    record NotFound(String kind, String id) implements ApiError {
        @Override
        public String code() {
            return kind.replace(' ', '_') + "_not_found";
        }

        @Override
        public String message() {
            return "No such %s: \"%s\"".formatted(kind, id);
        }
    }

    /// All faults of the request together.
    record Invalid(List<Fault> faults) implements ApiError {
        public Invalid {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("an invalid request has at least one fault");
            }
        }

        @Override
        public String code() {
            return faults.getFirst().code();
        }

        @Override
        public String message() {
            return faults.stream().map(Fault::message).collect(Collectors.joining("; "));
        }
    }

    /// The request is fine, the state of the thing is not.
    record Conflict(String code, String message) implements ApiError {}

    /// A worker writes with a token that has been overtaken: it must stop, and must not repeat the
    /// request.
    record StaleToken(String jobId, long token) implements ApiError {
        @Override
        public String code() {
            return "stale_token";
        }

        @Override
        public String message() {
            return "Token %d no longer owns job \"%s\"".formatted(token, jobId);
        }
    }

    record Denied(String code, String message) implements ApiError {}

    record Exhausted(String code, String message, Duration retryAfter) implements ApiError {}

    record Unavailable(String code, String message, Duration retryAfter) implements ApiError {}
}
