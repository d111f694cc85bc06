package dev.hone.datasets.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A real S3 service in a process of its own: s3proxy over a directory, which checks signatures.
final class S3Service implements AutoCloseable {
    static final String BUCKET = "hone-test";
    private static final String ACCESS_KEY = "test-access";
    private static final String SECRET_KEY = "test-secret";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final int port;

    private S3Service(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static S3Service start(Path directory) throws IOException {
        int port = freePort();
        Files.createDirectories(directory.resolve("data").resolve(BUCKET));
        var settings =
                """
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """
                        .formatted(port, ACCESS_KEY, SECRET_KEY, directory.resolve("data"));
        var file = Files.writeString(directory.resolve("s3proxy.conf"), settings);
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                "target/s3proxy/*",
                                "org.gaul.s3proxy.Main",
                                "--properties",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("s3proxy.log").toFile())
                        .start();
        var service = new S3Service(process, port);
        service.awaitStart(directory.resolve("s3proxy.log"));
        return service;
    }

    S3Settings settings(String prefix, String secretKey) {
        return new S3Settings(BUCKET, prefix, endpoint(), "us-east-1", ACCESS_KEY, secretKey);
    }

    S3Settings settings(String prefix) {
        return settings(prefix, SECRET_KEY);
    }

    S3Settings settingsOf(String bucket) {
        return new S3Settings(bucket, "", endpoint(), "us-east-1", ACCESS_KEY, SECRET_KEY);
    }

    /// Of a port on which nobody listens.
    static S3Settings nobody() throws IOException {
        var endpoint = URI.create("http://127.0.0.1:" + freePort());
        return new S3Settings(BUCKET, "", endpoint, "us-east-1", ACCESS_KEY, SECRET_KEY);
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart(Path log) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!listens()) {
            if (System.nanoTime() > deadline || ended()) {
                close();
                throw new IOException("s3proxy did not start: " + Files.readString(log));
            }
        }
    }

    /// Waits a moment for the end, which also paces the asking.
    private boolean ended() {
        try {
            return process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
