package dev.hone.api.problem;

import dev.hone.protocol.Outage;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Refusals that no code of ours raised: the router's, and those of the parts we stand on.
final class Refusals {
    /// A restart of PostgreSQL takes a second or two; asking earlier only adds load.
    private static final Duration DATABASE_RESTART = Duration.ofSeconds(2);

    /// Classes of SQLSTATE: connection exceptions, operator intervention, out of resources.
    private static final Set<String> ABSENT = Set.of("08", "57", "53");

    /// Deeper than any chain seen; a chain may be a ring.
    private static final int DEEPEST = 10;

    private Refusals() {}

    static Refusal ofStatus(int status, RoutingContext exchange) {
        var request = exchange.request();
        return switch (status) {
            case 404 ->
                    Refusal.of(
                            404,
                            "unknown_route",
                            "There is no %s %s".formatted(request.method(), request.path()));
            case 405 ->
                    Refusal.of(
                            405,
                            "method_not_allowed",
                            "%s does not allow %s".formatted(request.path(), request.method()));
            case 406 ->
                    Refusal.of(
                            406,
                            "not_acceptable",
                            "The answer has no form in \"%s\"; accept application/json"
                                    .formatted(request.getHeader("Accept")));
            case 413 -> Refusal.of(413, "body_too_large", "The body is larger than allowed here");
            case 415 ->
                    Refusal.of(
                            415,
                            "unsupported_media_type",
                            "The body's type \"%s\" is not read here"
                                    .formatted(request.getHeader("Content-Type")));
            default -> Refusal.of(status, "bad_request", "The request cannot be read");
        };
    }

    /// What is left is a bug of ours, unless a part we stand on is away or full.
    static Refusal ofFailure(Throwable failure) {
        if (causes(failure).anyMatch(Refusals::databaseAbsent)) {
            return new Refusal(
                    503,
                    Refusal.of(
                                    503,
                                    Outage.DATABASE_UNAVAILABLE.code(),
                                    "The database does not answer")
                            .faults(),
                    Refusal.retryAfter(DATABASE_RESTART));
        }
        if (causes(failure).anyMatch(Refusals::diskFull)) {
            return Refusal.of(507, "storage_full", "The server has no room for the upload");
        }
        return Refusal.of(
                500, "internal_error", "The server failed; report the request id to its operator");
    }

    private static boolean databaseAbsent(Throwable cause) {
        return cause instanceof SQLException sql
                && (sql.getSQLState() == null
                        // Agroal's time-out for a connection has no state.
                        ? String.valueOf(sql.getMessage())
                                .toLowerCase(Locale.ROOT)
                                .contains("acquisition timeout")
                        : ABSENT.contains(sql.getSQLState().substring(0, 2)));
    }

    private static boolean diskFull(Throwable cause) {
        return cause instanceof IOException
                && String.valueOf(cause.getMessage()).contains("No space left on device");
    }

    /// With what is suppressed: a transaction that cannot be committed tells why there only.
    private static Stream<Throwable> causes(Throwable failure) {
        return causes(failure, DEEPEST);
    }

    private static Stream<Throwable> causes(@Nullable Throwable failure, int depth) {
        if (failure == null || depth == 0) {
            return Stream.empty();
        }
        var behind =
                Stream.concat(
                        Stream.of(failure.getSuppressed()).flatMap(one -> causes(one, depth - 1)),
                        causes(failure.getCause(), depth - 1));
        return Stream.concat(Stream.of(failure), behind);
    }
}
