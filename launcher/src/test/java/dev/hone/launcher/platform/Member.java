package dev.hone.launcher.platform;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One process of a [Cluster]. Unlike a part of a platform it is started again only when told, so
/// that a test decides when it lives.
public final class Member {
    private final String name;
    private final Part part;
    private final DataDirectory data;
    private Optional<Process> process = Optional.empty();
    private boolean frozen;

    Member(String name, Part part, DataDirectory data) {
        this.name = name;
        this.part = part;
        this.data = data;
    }

    public String name() {
        return name;
    }

    public synchronized boolean isAlive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /// Answers whether it asks what it should; a process that was only started is not ready.
    public synchronized boolean isReady() {
        return process.filter(Process::isAlive)
                .filter(alive -> part.ready(alive.toHandle()))
                .isPresent();
    }

    /// Starts the process if it does not run, and lets it run on if it is frozen.
    public synchronized void start() throws Exception {
        if (isAlive()) {
            thaw();
            return;
        }
        part.prepare();
        var command = Commands.ownSession(part.command());
        process = Optional.of(Commands.process(command, data.freshLog(part.name())).start());
    }

    /// Starts it until it is ready: a database cannot start while what was killed still ends.
    public void startUntilReady() throws Exception {
        Await.until(
                name + " is ready",
                () -> {
                    start();
                    return isReady();
                });
    }

    /// Ends the process and what it started at once, as a crash of the machine would.
    public synchronized void kill() {
        if (process.isPresent()) {
            var children = descendants();
            process.get().destroyForcibly().onExit().join();
            children.forEach(ProcessHandle::destroyForcibly);
            frozen = false;
        }
    }

    /// Asks the process to end in order, and does not wait.
    public synchronized void terminate() {
        process.ifPresent(running -> part.askToStop(running.toHandle()));
    }

    /// Stops the process and what it started in the middle of whatever they do.
    public synchronized void freeze() throws IOException, InterruptedException {
        if (isAlive()) {
            signal("STOP", Stream.concat(Stream.of(handle()), descendants().stream()));
            frozen = true;
        }
    }

    public synchronized void thaw() throws IOException, InterruptedException {
        if (isAlive() && frozen) {
            signal("CONT", Stream.concat(Stream.of(handle()), descendants().stream()));
        }
        frozen = false;
    }

    /// The process that a worker started for its job, if it has one now.
    public synchronized Optional<ProcessHandle> child() {
        return process.filter(Process::isAlive).flatMap(alive -> alive.children().findFirst());
    }

    public static void signal(String signal, Stream<ProcessHandle> processes)
            throws IOException, InterruptedException {
        for (var each : processes.toList()) {
            Commands.succeeds(List.of("sh", "-c", "kill -%s %d".formatted(signal, each.pid())));
        }
    }

    void close() {
        kill();
        data.close();
    }

    private ProcessHandle handle() {
        return process.orElseThrow().toHandle();
    }

    private List<ProcessHandle> descendants() {
        return process.map(running -> running.descendants().toList()).orElse(List.of());
    }
}
