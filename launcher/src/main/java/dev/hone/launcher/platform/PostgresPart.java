package dev.hone.launcher.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL on the loopback interface: passwords, checksums and fsync on, no socket file.
final class PostgresPart implements Part {
    static final String VERSION = "18.6";

    private final DataDirectory data;
    private final Path cache;
    private final int port;
    private final String password;
    private final Consumer<PlatformEvent> events;
    private @Nullable Server server;

    private record Server(PostgresBinaries binaries, Account account) {}

    PostgresPart(
            DataDirectory data,
            Path cache,
            int port,
            String password,
            Consumer<PlatformEvent> events) {
        this.data = data;
        this.cache = cache;
        this.port = port;
        this.password = password;
        this.events = events;
    }

    /// Tells a postmaster of this data directory from other processes.
    static boolean isPostmaster(List<String> command, Path dataDirectory) {
        return command.size() > 2
                && command.getFirst().endsWith("/postgres")
                && command.get(1).equals("-D")
                && command.get(2).equals(files(dataDirectory).toString());
    }

    /// Fast shutdown: ends sessions, loses nothing.
    static void fastShutdown(ProcessHandle postmaster) {
        try {
            Commands.succeeds(List.of("sh", "-c", "kill -INT " + postmaster.pid()));
        } catch (IOException _) {
            postmaster.destroy();
        } catch (InterruptedException _) {
            postmaster.destroy();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public PartName name() {
        return PartName.POSTGRESQL;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void prepare() throws IOException, InterruptedException, LaunchException {
        var directory = data.resolve("pg");
        var fresh = !Files.exists(files(data.path()));
        if (fresh) {
            events.accept(
                    new PlatformEvent.Preparing(name(), "unpacking and making the database files"));
        }
        var binaries = PostgresBinaries.unpackTo(cache, directory.resolve("programs"), VERSION);
        var account = Account.choose(directory, binaries.program("postgres"));
        server = new Server(binaries, account);
        if (fresh) {
            initialise(server);
        }
        account.own(files(data.path()));
        if (!PostmasterFile.stillRunning(files(data.path()))) {
            Files.deleteIfExists(files(data.path()).resolve("postmaster.pid"));
        }
    }

    @Override
    public List<String> command() {
        var running = started();
        return running.account()
                .command(
                        List.of(
                                running.binaries().program("postgres").toString(),
                                "-D",
                                files(data.path()).toString(),
                                "-p",
                                String.valueOf(port),
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=",
                                "-c",
                                "shared_buffers=64MB",
                                "-c",
                                "max_connections=60",
                                "-c",
                                "max_wal_size=256MB"));
    }

    @Override
    public boolean ready(ProcessHandle process) {
        return PostmasterFile.saysReady(files(data.path()), process.pid());
    }

    @Override
    public Duration readyWithin() {
        return Duration.ofMinutes(5); // recovery after a crash reads the log again
    }

    @Override
    public void askToStop(ProcessHandle process) {
        fastShutdown(process);
    }

    @Override
    public Duration stopWithin() {
        return Duration.ofSeconds(30);
    }

    private static Path files(Path dataDirectory) {
        return dataDirectory.resolve("pg").resolve("data");
    }

    private Server started() {
        if (server == null) {
            throw new IllegalStateException("prepare() comes before command()");
        }
        return server;
    }

    /// The directory gets its name when it is complete: a half-made one is made again.
    private void initialise(Server with) throws IOException, InterruptedException, LaunchException {
        var directory = data.resolve("pg");
        var unfinished = directory.resolve("data.new");
        var passwordFile = directory.resolve("password");
        PrivateFiles.deleteTree(unfinished);
        Files.createDirectory(unfinished);
        PrivateFiles.write(passwordFile, password + "\n");
        try {
            with.account().own(unfinished);
            with.account().own(passwordFile);
            Commands.run(
                    "initdb",
                    initdb(with, unfinished, passwordFile),
                    data.log(PartName.POSTGRESQL));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Commands.run(
                "creating the database",
                createDatabase(with, unfinished),
                data.log(PartName.POSTGRESQL));
        Files.move(unfinished, files(data.path()), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> initdb(Server with, Path target, Path passwordFile) {
        return with.account()
                .command(
                        List.of(
                                with.binaries().program("initdb").toString(),
                                "-D",
                                target.toString(),
                                "-U",
                                "hone",
                                "-A",
                                "scram-sha-256",
                                "--pwfile=" + passwordFile,
                                "--data-checksums",
                                "-E",
                                "UTF8",
                                "--locale=C"));
    }

    private static List<String> createDatabase(Server with, Path target) {
        return with.account()
                .command(
                        List.of(
                                "sh",
                                "-c",
                                "echo 'CREATE DATABASE hone' | \"$0\" --single -D \"$1\" postgres",
                                with.binaries().program("postgres").toString(),
                                target.toString()));
    }
}
