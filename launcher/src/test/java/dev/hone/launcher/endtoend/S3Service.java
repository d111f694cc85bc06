package dev.hone.launcher.endtoend;

import dev.hone.launcher.platform.Await;
import dev.hone.launcher.platform.PlatformOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A real S3 service that checks signatures: s3proxy over a directory, as the module `datasets`
/// laid it out for its own tests.
final class S3Service implements AutoCloseable {
    private static final Path JARS =
            Path.of("").toAbsolutePath().resolve("../datasets/target/s3proxy");
    private static final String BUCKET = "hone-test";

    private final Path directory;
    private final int port;
    private final Process process;

    private S3Service(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.process = start();
    }

    static S3Service in(Path directory) throws Exception {
        var service = new S3Service(directory, freePort());
        Await.until("the S3 service", service::listens);
        return service;
    }

    PlatformOptions.Store store() {
        return new PlatformOptions.Store(
                "s3://%s/hone".formatted(BUCKET),
                Optional.of("http://127.0.0.1:" + port),
                Optional.of("us-east-1"),
                Optional.of("access"),
                Optional.of("secret"));
    }

    /// The keys of all objects.
    String keys() throws IOException {
        try (var files = Files.walk(directory.resolve("data"))) {
            return String.join("\n", files.map(Path::toString).toList());
        }
    }

    private Process start() throws IOException {
        Files.createDirectories(directory.resolve("data").resolve(BUCKET));
        var settings =
                Files.writeString(
                        directory.resolve("s3proxy.conf"),
                        """
                        s3proxy.authorization=aws-v2-or-v4
                        s3proxy.endpoint=http://127.0.0.1:%d
                        s3proxy.identity=access
                        s3proxy.credential=secret
                        jclouds.provider=filesystem-nio2
                        jclouds.filesystem.basedir=%s
                        """
                                .formatted(port, directory.resolve("data")));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        JARS + "/*",
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("s3proxy.log").toFile())
                .start();
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new AssertionError("the S3 service ended; is " + JARS + " there?");
        }
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
