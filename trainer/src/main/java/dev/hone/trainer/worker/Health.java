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
    private final Supplier<Optional<Attempt>> attempt;

    Health(int port, Supplier<Optional<Attempt>> attempt) throws IOException {
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

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body =
                    switch (exchange.getRequestURI().getPath()) {
                        case "/live" -> Map.of("status", "live");
                        case "/ready" -> ready();
                        default -> null;
                    };
            if (body == null || !exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var bytes = Json.bytes(body);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Map<String, Object> ready() {
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
