package dev.hone.api.auth;

import dev.hone.api.problem.Unauthenticated;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/// Stands before every resource method. It asks the matched resource, never the path: paths can be
/// written in more ways than a rule foresees.
final class KeyFilter {
    private static final String SCHEME = "Bearer ";

    private final Keys keys;

    KeyFilter(Keys keys) {
        this.keys = keys;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    void check(ContainerRequestContext request, SimpleResourceInfo resource) {
        var wanted = Access.of(resource.getResourceClass());
        var caller = callerOf(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (caller != wanted) {
            throw new ApiException(
                    new ApiError.Denied(
                            "wrong_kind_of_key",
                            "This is for the key of a %s; the key given is the %s's"
                                    .formatted(word(wanted), word(caller))));
        }
    }

    private Caller callerOf(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Unauthenticated(
                    "missing_api_key", "Send the header \"Authorization: Bearer <key>\"");
        }
        return keys.callerOf(header.substring(SCHEME.length()).strip())
                .orElseThrow(() -> new Unauthenticated("invalid_api_key", "The key is not known"));
    }

    private static String word(Caller caller) {
        return switch (caller) {
            case USER -> "user";
            case WORKER -> "worker";
        };
    }
}
