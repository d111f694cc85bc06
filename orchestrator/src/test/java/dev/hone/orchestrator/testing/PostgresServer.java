package dev.hone.orchestrator.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL of its own for one test run: empty, on a free port, gone when it is closed, and
/// gone too when the test's JVM is killed.
public final class PostgresServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    /// PostgreSQL refuses to run as root; then it runs as nobody.
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    /// Stops the server as soon as the pipe to this JVM closes, however that comes.
    private static final String WITH_PARENT =
            "\"$@\" & server=$!; read -r line; kill -QUIT $server; wait $server";

    private final Path directory;
    private final int port;
    private final Process process;

    private PostgresServer(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    public static PostgresServer start() {
        try {
            var bin = PostgresBinaries.home().resolve("bin");
            var directory = Directories.temporary("postgres");
            var data = Files.createDirectory(directory.resolve("data"));
            var log = Files.createFile(directory.resolve("log"));
            if (asRoot()) {
                for (var path : List.of(directory, data, log)) {
                    Files.setAttribute(path, "unix:uid", 65534);
                }
            }
            initialise(bin, data, log);
            var port = Ports.free();
            var server = new PostgresServer(directory, port, launch(bin, data, log, port));
            server.awaitReady(log);
            return server;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException("PostgreSQL did not start", failure);
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    public String user() {
        return "postgres";
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException("PostgreSQL did not stop", failure);
        }
        Directories.delete(directory);
    }

    private static void initialise(Path bin, Path data, Path log)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(privileges());
        command.addAll(
                List.of(
                        bin.resolve("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=postgres",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync",
                        "--no-instructions"));
        var exit = builder(command, log).start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException(
                    "initdb ended with %d: %s".formatted(exit, Files.readString(log)));
        }
    }

    private static Process launch(Path bin, Path data, Path log, int port) throws IOException {
        var command = new ArrayList<>(privileges());
        command.addAll(List.of("sh", "-c", WITH_PARENT, "sh", bin.resolve("postgres").toString()));
        command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        // Test data may die with the machine; nothing waits for the disk, but in a measurement.
        for (var setting :
                List.of(
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "fsync=" + System.getProperty("hone.postgres.fsync", "off"),
                        "full_page_writes=off",
                        "max_connections=100",
                        "shared_buffers=32MB",
                        "log_min_messages=warning")) {
            command.addAll(List.of("-c", setting));
        }
        return builder(command, log).start();
    }

    private void awaitReady(Path log) {
        Await.until(
                "PostgreSQL listens on %d".formatted(port),
                START,
                () -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                "PostgreSQL ended: " + Files.readString(log));
                    }
                    return Ports.open(port);
                });
    }

    private static ProcessBuilder builder(List<String> command, Path log) {
        return new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private static List<String> privileges() {
        return asRoot() ? AS_NOBODY : List.of();
    }

    private static boolean asRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
