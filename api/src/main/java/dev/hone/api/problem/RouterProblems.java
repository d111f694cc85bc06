package dev.hone.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.api.http.RequestIds;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Gives the refusals of the HTTP router, which no resource sees, the body of all others.
@Singleton
final class RouterProblems {
    private static final Logger LOG = Logger.getLogger(RouterProblems.class);

    /// Before the framework's own check of the size, which answers with an empty body.
    private static final int BEFORE_FRAMEWORK = 900;

    private final ObjectMapper json;
    private final long largest;

    RouterProblems(ObjectMapper json, VertxHttpConfig http) {
        this.json = json;
        largest =
                http.limits().maxBodySize().map(size -> size.asLongValue()).orElse(Long.MAX_VALUE);
    }

    void register(@Observes Filters filters) {
        filters.register(this::refuseTooLarge, BEFORE_FRAMEWORK);
    }

    void register(@Observes Router router) {
        for (var status : new int[] {400, 404, 405, 406, 413, 415}) {
            router.errorHandler(
                    status, exchange -> answer(exchange, Refusals.ofStatus(status, exchange)));
        }
    }

    private void refuseTooLarge(RoutingContext exchange) {
        var declared = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        // Digits only: the HTTP codec has refused everything else.
        if (declared != null && Long.parseLong(declared) > largest) {
            exchange.response().putHeader(HttpHeaders.CONNECTION, "close");
            answer(exchange, Refusals.ofStatus(413, exchange))
                    .onComplete(_ -> exchange.request().connection().close());
            return;
        }
        exchange.next();
    }

    private Future<Void> answer(RoutingContext exchange, Refusal refusal) {
        var response = exchange.response();
        if (response.ended()) {
            return Future.succeededFuture();
        }
        return response.setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(body(refusal.problem(RequestIds.of(exchange))))
                .onFailure(lost -> LOG.debugf("caller is gone cause=%s", lost.getMessage()));
    }

    private String body(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem is always JSON", impossible);
        }
    }
}
