package dev.hone.launcher.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/// Requests of one key, as cheap for the machine as they can be.
final class Caller implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String root;
    private final String key;

    Caller(String root, String key) {
        this.root = root;
        this.key = key;
    }

    /// @throws IllegalStateException for any answer that is not a success
    JsonNode post(String path, byte[] body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    JsonNode get(String path) {
        return send(request(path).build());
    }

    /// So many calls one after the other on each of some threads.
    static Latencies measure(int threads, int calls, IntConsumer call) throws Exception {
        var millis = new ArrayList<Double>(calls);
        long began = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var done = new ArrayList<Future<Double>>();
            for (int i = 0; i < calls; i++) {
                int number = i;
                done.add(pool.submit(() -> timed(number, call)));
            }
            for (var one : done) {
                millis.add(one.get());
            }
        }
        return Latencies.of(millis, (System.nanoTime() - began) / 1e9);
    }

    static double timed(int number, IntConsumer call) {
        long began = System.nanoTime();
        call.accept(number);
        return (System.nanoTime() - began) / 1e6;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json");
    }

    private JsonNode send(HttpRequest request) {
        try {
            var answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        "%s: %d %s"
                                .formatted(
                                        request.uri(),
                                        answer.statusCode(),
                                        JSON.readTree(answer.body())));
            }
            return JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new IllegalStateException(request.uri().toString(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
