package dev.hone.api.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Gives every answer an `x-request-id`, by which a report of a user finds its log lines. The id is
/// always ours: one from outside could forge log lines or collide.
@Singleton
public final class RequestIds {
    private static final String HEADER = "x-request-id";

    /// Before every other filter, so that their answers have the id too.
    private static final int FIRST = 1_000;

    private final RandomGenerator random;

    RequestIds(RandomGenerator random) {
        this.random = random;
    }

    void register(@Observes Filters filters) {
        filters.register(this::give, FIRST);
    }

    public static String of(RoutingContext exchange) {
        return String.valueOf(exchange.response().headers().get(HEADER));
    }

    private void give(RoutingContext exchange) {
        exchange.response().putHeader(HEADER, next());
        exchange.next();
    }

    private String next() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return "req_" + HexFormat.of().formatHex(bytes);
    }
}
