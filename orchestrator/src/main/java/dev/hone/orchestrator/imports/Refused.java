package dev.hone.orchestrator.imports;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why an import is not done, in words for whoever asked for it. What a name resolves to inside the
/// network stays inside.
final class Refused {
    private Refused() {}

    static ApiException noUrl() {
        return ApiException.invalid(
                "url",
                "invalid_url",
                """
                url must be https://host/path, http://host/path or s3://bucket/key: a plain ASCII \
                host name (xn--... for others), no user, no fragment\
                """);
    }

    static ApiException notAllowed(Origin origin) {
        return new ApiException(
                new ApiError.Denied(
                        "import_not_allowed",
                        "Imports from \"%s\" are not allowed here; the operator allows them with hone.imports.allowed"
                                .formatted(AllowList.entryFor(origin))));
    }

    static ApiException notPublic(String host) {
        return new ApiException(
                new ApiError.Denied(
                        "import_not_allowed",
                        "\"%s\" has an address that is not public; the operator allows such ranges with hone.imports.allowed-addresses"
                                .formatted(host)));
    }

    static ApiException unknownHost(String host) {
        return failed("\"%s\" has no address".formatted(host), null);
    }

    static ApiException redirected(int status, @Nullable String target) {
        return ApiException.invalid(
                "url",
                "import_redirected",
                "The server answered %d and points to \"%s\"; redirects are not followed, give the address itself"
                        .formatted(status, target));
    }

    static ApiException answered(int status) {
        return failed("The server answered %d instead of 200".formatted(status), null);
    }

    static ApiException tooLarge(long limit) {
        return ApiException.invalid(
                "url",
                "import_too_large",
                "An import may have %,d bytes (hone.imports.bytes), this one has more"
                        .formatted(limit));
    }

    static ApiException tooSlow(Duration total) {
        return ApiException.invalid(
                "url",
                "import_timed_out",
                "An import may take %d s (hone.imports.total)".formatted(total.toSeconds()));
    }

    /// Of a connection that broke, stalled, or was cut by us when the time was up.
    static ApiException broken(IOException failure, Limits limits, long deadline) {
        if (System.nanoTime() - deadline > 0) {
            return tooSlow(limits.total());
        }
        if (failure instanceof SocketTimeoutException) {
            return ApiException.invalid(
                    "url",
                    "import_timed_out",
                    "The other side did not connect within %d s or was silent for %d s (hone.imports.connect, .stalled)"
                            .formatted(limits.connect().toSeconds(), limits.stalled().toSeconds()));
        }
        return failed("The connection failed: " + failure.getClass().getSimpleName(), failure);
    }

    static ApiException failed(String message, @Nullable Throwable cause) {
        return new ApiException(
                new ApiError.Invalid(List.of(new Fault("url", message, "import_failed"))), cause);
    }
}
