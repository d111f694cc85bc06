package dev.hone.trainer.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Departure;
import dev.hone.protocol.Directive;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.HeartbeatReply;
import dev.hone.protocol.JobProtocol;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.Registered;
import dev.hone.trainer.job.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A control plane that remembers what it was told and answers as the test wants, over real HTTP.
final class TestControlPlane implements AutoCloseable {
    static final Secret KEY = new Secret("k".repeat(32));

    final Queue<Claim> jobs = new ConcurrentLinkedQueue<>();
    final List<ClaimRequest> registered = new CopyOnWriteArrayList<>();
    final List<Departure> departed = new CopyOnWriteArrayList<>();
    final List<ClaimRequest> asked = new CopyOnWriteArrayList<>();
    final List<Heartbeat> heartbeats = new CopyOnWriteArrayList<>();
    final List<CheckpointManifest> checkpoints = new CopyOnWriteArrayList<>();
    final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

    volatile Directive directive = Directive.CONTINUE;
    volatile boolean stale;

    /// The code with which workers are refused; null while they are served.
    volatile @Nullable String refusal;

    volatile boolean registrationRefused = true;

    volatile boolean silent;
    final AtomicInteger claimsToFail = new AtomicInteger();
    final AtomicInteger outcomesToFail = new AtomicInteger();

    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;

    TestControlPlane() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/v1/workers/registrations", exchange -> answer(exchange, this::registration));
        server.createContext("/v1/workers/claims", exchange -> answer(exchange, this::claim));
        server.createContext("/v1/attempts/", exchange -> answer(exchange, this::attempt));
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    }

    HttpControlPlane client() {
        return new HttpControlPlane(url(), KEY);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    /// @param status HTTP status
    private record Answer(int status, String body) {
        static Answer of(int status) {
            return new Answer(status, "");
        }

        static Answer json(Object value) {
            return new Answer(200, new String(Json.bytes(value), StandardCharsets.UTF_8));
        }
    }

    private interface Handler {
        Answer answer(HttpExchange exchange) throws IOException;
    }

    private void answer(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            if (silent) {
                closed.await();
                return;
            }
            var key = exchange.getRequestHeaders().getFirst("authorization");
            var answer =
                    ("Bearer " + KEY.value()).equals(key)
                            ? handler.answer(exchange)
                            : Answer.of(401);
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer registration(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody();
        if (exchange.getRequestURI().getPath().endsWith("/end")) {
            departed.add(Json.WIRE.readValue(body, Departure.class));
            return Answer.of(204);
        }
        registered.add(Json.WIRE.readValue(body, ClaimRequest.class));
        return refusal != null && registrationRefused
                ? refused()
                : Answer.json(new Registered(JobProtocol.SERVED));
    }

    private Answer refused() {
        return new Answer(
                409,
                """
                {"error":{"code":"%s","message":"refused with %s"}}\
                """
                        .formatted(refusal, refusal));
    }

    private Answer claim(HttpExchange exchange) throws IOException {
        asked.add(Json.WIRE.readValue(exchange.getRequestBody(), ClaimRequest.class));
        if (claimsToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Answer.of(503);
        }
        if (refusal != null) {
            return refused();
        }
        var job = jobs.poll();
        return job == null ? Answer.of(204) : Answer.json(job);
    }

    private Answer attempt(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = exchange.getRequestBody();
        if (path.endsWith("/heartbeat")) {
            heartbeats.add(Json.WIRE.readValue(body, Heartbeat.class));
            return stale ? Answer.of(409) : Answer.json(new HeartbeatReply(directive));
        }
        if (stale) {
            return Answer.of(409);
        }
        if (path.endsWith("/checkpoints")) {
            checkpoints.add(Json.WIRE.readValue(body, CheckpointManifest.class));
            return Answer.of(201);
        }
        if (outcomesToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Answer.of(503);
        }
        outcomes.add(Json.WIRE.readValue(body, Outcome.class));
        return Answer.of(200);
    }
}
