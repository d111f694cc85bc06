package dev.hone.trainer.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hone.trainer.job.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Says on 127.0.0.1 that the worker lives and what it does. It takes nothing in.
final class Health implements AutoCloseable {
    private final HttpServer server;
    private final Supplier<Standing> standing;
    private final Supplier<Optional<Attempt>> attempt;

    Health(int port, Supplier<Standing> standing, Supplier<Optional<Attempt>> attempt)
            throws IOException {
        this.standing = standing;
        this.attempt = attempt;
        this.server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 8);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int status, Map<String, ?> body) {}

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer =
                    switch (exchange.getRequestURI().getPath()) {
                        case "/live" -> new Answer(200, Map.of("status", "live"));
                        case "/ready" -> ready();
                        default -> null;
                    };
            if (answer == null || !exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var bytes = Json.bytes(answer.body());
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer ready() {
        return switch (standing.get()) {
            case Standing.Unknown _, Standing.Served _ -> new Answer(200, atWork());
            case Standing.Drained _ ->
                    new Answer(200, Map.of("status", "ready", "state", "drained"));
            case Standing.Refused(var code, var why) -> new Answer(503, refused(code, why));
        };
    }

    private static Map<String, Object> refused(String code, String why) {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", "not ready");
        body.put("state", "refused");
        body.put("code", code);
        body.put("reason", why);
        return body;
    }

    private Map<String, Object> atWork() {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", "ready");
        var running = attempt.get();
        body.put("state", running.isPresent() ? "training" : "idle");
        running.ifPresent(job -> {
            body.put("jobId", job.claim().spec().jobId());
            body.put("step", job.progress().step());
            body.put("totalSteps", job.progress().totalSteps());
        });
        return body;
    }
}
