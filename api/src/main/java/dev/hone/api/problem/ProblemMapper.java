package dev.hone.api.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.hone.api.http.BodyTooLarge;
import dev.hone.api.http.RequestIds;
import dev.hone.api.http.UnsatisfiableRange;
import dev.hone.orchestrator.errors.ApiException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns whatever a resource, a filter or the framework throws into a [Problem]. What nobody
/// expected is logged with its request id, and its caller learns nothing but that id.
final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    RestResponse<Problem> refused(ApiException refusal, RoutingContext exchange) {
        return answer(Refusal.of(refusal.error()), exchange);
    }

    @ServerExceptionMapper
    RestResponse<Problem> unauthenticated(Unauthenticated refusal, RoutingContext exchange) {
        return answer(refusal.refusal(), exchange);
    }

    @ServerExceptionMapper
    RestResponse<Problem> tooLarge(BodyTooLarge refusal, RoutingContext exchange) {
        return answer(
                Refusal.of(413, "body_too_large", String.valueOf(refusal.getMessage())), exchange);
    }

    @ServerExceptionMapper
    RestResponse<Problem> range(UnsatisfiableRange refusal, RoutingContext exchange) {
        return answer(
                Refusal.of(416, "range_not_satisfiable", String.valueOf(refusal.getMessage()))
                        .with("Content-Range", "bytes */" + refusal.size()),
                exchange);
    }

    @ServerExceptionMapper
    RestResponse<Problem> json(JacksonException failure, RoutingContext exchange) {
        return answer(ofJson(failure), exchange);
    }

    /// More specific than the framework's own mapper for it, which would answer otherwise.
    @ServerExceptionMapper
    RestResponse<Problem> mismatch(MismatchedInputException failure, RoutingContext exchange) {
        return answer(ofJson(failure), exchange);
    }

    @ServerExceptionMapper
    RestResponse<Problem> http(WebApplicationException failure, RoutingContext exchange) {
        if (failure.getCause() instanceof JacksonException json) {
            return answer(ofJson(json), exchange);
        }
        var status = failure.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(failure, exchange);
        }
        return answer(Refusals.ofStatus(status, exchange), exchange);
    }

    @ServerExceptionMapper
    RestResponse<Problem> unexpected(Throwable failure, RoutingContext exchange) {
        var refusal = Refusals.ofFailure(failure);
        if (refusal.status() == 500) {
            LOG.errorf(failure, "request failed requestId=%s", RequestIds.of(exchange));
        } else {
            LOG.warnf(
                    "request refused requestId=%s status=%d cause=%s",
                    RequestIds.of(exchange), refusal.status(), failure.getMessage());
        }
        return answer(refusal, exchange);
    }

    private static Refusal ofJson(JacksonException failure) {
        // The parser wraps what the stream below it throws.
        if (failure.getCause() instanceof BodyTooLarge tooLarge) {
            return Refusal.of(413, "body_too_large", String.valueOf(tooLarge.getMessage()));
        }
        return new Refusal(400, List.of(JsonFaults.of(failure)), Map.of());
    }

    private static RestResponse<Problem> answer(Refusal refusal, RoutingContext exchange) {
        var answer =
                ResponseBuilder.<Problem>create(refusal.status())
                        .entity(refusal.problem(RequestIds.of(exchange)))
                        .type(Problem.MEDIA_TYPE);
        refusal.headers().forEach(answer::header);
        return answer.build();
    }
}
