package dev.hone.launcher.commands;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A server that answers what a test told it to; the last answer of a path is given for ever.
final class FakeHone implements AutoCloseable {
    static final String KEY = "hone-test-key-hone-test-key-hone-test-key";

    record Answer(int status, String body) {}

    record Request(String method, String target, String body, String authorization) {}

    private final HttpServer server;
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    FakeHone() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// @param request "GET /v1/models", without the query
    FakeHone on(String request, int status, String body) {
        answers.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var uri = exchange.getRequestURI();
            var authorization = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add(
                    new Request(
                            exchange.getRequestMethod(),
                            uri.toString(),
                            body,
                            authorization == null ? "" : authorization));
            var queue = answers.get(exchange.getRequestMethod() + " " + uri.getRawPath());
            var answer = next(queue);
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Answer next(@Nullable Queue<Answer> queue) {
        if (queue == null) {
            return new Answer(404, "{\"error\":{\"message\":\"no such thing\"}}");
        }
        synchronized (queue) {
            var answer = queue.size() > 1 ? queue.remove() : queue.peek();
            if (answer == null) {
                throw new IllegalStateException("a path without answers");
            }
            return answer;
        }
    }
}
