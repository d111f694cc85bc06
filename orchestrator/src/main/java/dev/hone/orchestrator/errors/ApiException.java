package dev.hone.orchestrator.errors;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries an [ApiError] out of the domain. It has no stack trace: it is a caller's mistake, not
/// ours.
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    public ApiException(ApiError error) {
        this(error, null);
    }

    /// @param cause for the log, where the platform's own trouble is behind the error
    public ApiException(ApiError error, @Nullable Throwable cause) {
        super(error.message(), cause, false, false);
        this.error = error;
    }

    public static ApiException notFound(String kind, String id) {
        return new ApiException(new ApiError.NotFound(kind, id));
    }

    public static ApiException conflict(String code, String message) {
        return new ApiException(new ApiError.Conflict(code, message));
    }

    public static ApiException invalid(@Nullable String param, String code, String message) {
        return new ApiException(new ApiError.Invalid(List.of(new Fault(param, message, code))));
    }

    public ApiError error() {
        return error;
    }
}
