package dev.hone.launcher.commands;

import com.sun.net.httpserver.HttpServer;
import java.io.FileReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

/// Stands where the control plane stands: told its port by the file the launcher writes, ready, and
/// in possession of every model.
final class FakeControlPlane {
    private FakeControlPlane() {}

    public static void main(String[] arguments) throws IOException {
        var settings = new Properties();
        var file = Path.of(URI.create(System.getProperty("quarkus.config.locations")));
        try (var reader = new FileReader(file.toFile(), StandardCharsets.UTF_8)) {
            settings.load(reader);
        }
        var port = Integer.parseInt(settings.getProperty("quarkus.http.port"));
        var server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        var bytes = "{}".getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                });
        server.start();
    }
}
