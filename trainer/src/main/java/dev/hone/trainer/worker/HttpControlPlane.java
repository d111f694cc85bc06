package dev.hone.trainer.worker;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Departure;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.HeartbeatReply;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.Registered;
import dev.hone.trainer.job.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// [ControlPlane] over HTTP.
final class HttpControlPlane implements ControlPlane, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /// A claim names every file of a base: some hundred bytes each, thousands at the very most.
    private static final int REPLY_BYTES = 4 << 20;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .build();
    private final String root;
    private final Secret key;

    HttpControlPlane(URI root, Secret key) {
        this.root = root.toString().replaceAll("/+$", "");
        this.key = key;
    }

    @Override
    public Reply<Registered> register(ClaimRequest worker) {
        return read(
                post("/v1/workers/registrations", worker, ANSWER),
                body -> Json.WIRE.readValue(body, Registered.class));
    }

    @Override
    public Reply<Boolean> depart(Departure departure, Duration timeout) {
        return read(post("/v1/workers/registrations/end", departure, timeout), _ -> true);
    }

    @Override
    public Reply<Optional<Claim>> claim(ClaimRequest request) {
        return read(
                post("/v1/workers/claims", request, ANSWER),
                body ->
                        body.length == 0
                                ? Optional.empty()
                                : Optional.of(Json.WIRE.readValue(body, Claim.class)));
    }

    @Override
    public Reply<HeartbeatReply> heartbeat(Claim claim, Heartbeat heartbeat, Duration timeout) {
        return read(
                post(attempt(claim, "heartbeat"), heartbeat, timeout),
                body -> Json.WIRE.readValue(body, HeartbeatReply.class));
    }

    @Override
    public Reply<Boolean> checkpoint(Claim claim, CheckpointManifest manifest) {
        return read(post(attempt(claim, "checkpoints"), manifest, ANSWER), _ -> true);
    }

    @Override
    public Reply<Boolean> finish(Claim claim, Outcome outcome, Duration timeout) {
        // Outcome is written through its declared type, which is what adds the "type" member.
        byte[] body;
        try {
            body = Json.WIRE.writerFor(new TypeReference<Outcome>() {}).writeValueAsBytes(outcome);
        } catch (IOException e) {
            throw new IllegalStateException("an outcome must be JSON", e);
        }
        return read(send(attempt(claim, "outcome"), body, timeout), _ -> true);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static String attempt(Claim claim, String part) {
        return "/v1/attempts/%s/%d/%s".formatted(claim.spec().jobId(), claim.token(), part);
    }

    private Reply<HttpResponse<byte[]>> post(String path, Object body, Duration timeout) {
        return send(path, Json.bytes(body), timeout);
    }

    /// One bounded exchange. The timeout spans the body too, which the client's own does not.
    private Reply<HttpResponse<byte[]>> send(String path, byte[] body, Duration timeout) {
        var request =
                HttpRequest.newBuilder(URI.create(root + path))
                        .header("authorization", "Bearer " + key.value())
                        .header("content-type", "application/json")
                        .header("accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        var answer =
                http.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), REPLY_BYTES));
        try {
            return sorted(answer.get(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new Reply.Unreachable<>("no answer within %s".formatted(timeout));
        } catch (ExecutionException e) {
            return new Reply.Unreachable<>(String.valueOf(e.getCause()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            return new Reply.Unreachable<>("interrupted");
        }
    }

    private static Reply<HttpResponse<byte[]>> sorted(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return new Reply.Ok<>(answer);
        }
        if (status == 409) {
            return conflict(answer.body());
        }
        var why = "HTTP %d: %s".formatted(status, excerpt(answer.body()));
        // 408 and 429 say "later" in so many words; every other 4xx is a fault of the request.
        boolean later = status == 408 || status == 429 || status >= 500;
        return later ? new Reply.Unreachable<>(why) : new Reply.Refused<>(why);
    }

    private static <T> Reply<T> conflict(byte[] body) {
        try {
            var error = Json.WIRE.readTree(body).path("error");
            return new Reply.Conflict<>(
                    error.path("code").asText("conflict"),
                    error.path("message").asText(excerpt(body)));
        } catch (IOException _) {
            return new Reply.Conflict<>("conflict", excerpt(body));
        }
    }

    private static String excerpt(byte[] body) {
        var text = new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
        return text.replaceAll("\\s+", " ").strip();
    }

    private static <T> Reply<T> read(Reply<HttpResponse<byte[]>> reply, Reader<T> reader) {
        return switch (reply) {
            case Reply.Ok<HttpResponse<byte[]>>(var answer) -> {
                try {
                    yield new Reply.Ok<>(reader.read(answer.body()));
                } catch (IOException e) {
                    yield new Reply.Refused<>("unreadable answer: " + e.getMessage());
                }
            }
            case Reply.Conflict<HttpResponse<byte[]>>(var code, var why) ->
                    new Reply.Conflict<>(code, why);
            case Reply.Refused<HttpResponse<byte[]>>(var why) -> new Reply.Refused<>(why);
            case Reply.Unreachable<HttpResponse<byte[]>>(var why) -> new Reply.Unreachable<>(why);
        };
    }

    private interface Reader<T> {
        T read(byte[] body) throws IOException;
    }
}
