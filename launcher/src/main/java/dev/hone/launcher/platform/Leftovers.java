package dev.hone.launcher.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Parts that outlived their launcher: it was killed, they were not.
///
/// They are ended in order and started anew, which costs seconds and spares us from supervising
/// processes whose exit code nobody gets. A worker hands its job back meanwhile.
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Leftovers() {}

    /// To be called with the lock held: then no living launcher owns them.
    static void end(Path dataDirectory, Consumer<PlatformEvent> events)
            throws InterruptedException {
        for (var leftover : find(dataDirectory)) {
            events.accept(
                    new PlatformEvent.FoundLeftover(leftover.part.title(), leftover.process.pid()));
            end(leftover, dataDirectory);
        }
    }

    private record Leftover(PartName part, ProcessHandle process) {}

    private static List<Leftover> find(Path dataDirectory) {
        var found = new ArrayList<Leftover>();
        var recorded = PlatformState.read(dataDirectory).map(PlatformState::parts).orElse(Map.of());
        for (var name : PartName.values()) {
            Optional.ofNullable(recorded.get(name.id()))
                    .flatMap(PlatformState.Child::find)
                    .ifPresent(process -> found.add(new Leftover(name, process)));
        }
        // Killed between starting a process and writing it down: then its command line tells.
        ProcessHandle.allProcesses()
                .filter(process -> belongs(process, dataDirectory))
                .filter(process -> found.stream().noneMatch(one -> one.process.equals(process)))
                .forEach(process -> found.add(new Leftover(part(process), process)));
        // Last needed, first ended.
        found.sort(Comparator.comparing(Leftover::part).reversed());
        return found;
    }

    private static boolean belongs(ProcessHandle process, Path dataDirectory) {
        var command = ProcessTable.command(process.pid());
        return command.contains(Commands.mark(dataDirectory))
                || PostgresPart.isPostmaster(command, dataDirectory);
    }

    private static PartName part(ProcessHandle process) {
        var command = String.join(" ", ProcessTable.command(process.pid()));
        if (command.contains("WorkerMain")) {
            return PartName.WORKER;
        }
        if (command.contains("kafka.")) {
            return PartName.KAFKA;
        }
        return command.contains("quarkus") ? PartName.CONTROL_PLANE : PartName.POSTGRESQL;
    }

    private static void end(Leftover leftover, Path dataDirectory) throws InterruptedException {
        var process = leftover.process;
        if (PostgresPart.isPostmaster(ProcessTable.command(process.pid()), dataDirectory)) {
            PostgresPart.fastShutdown(process);
        } else {
            process.destroy();
        }
        if (!ended(process)) {
            process.destroyForcibly();
            ended(process);
        }
    }

    private static boolean ended(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
