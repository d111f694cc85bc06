package dev.hone.launcher.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds the process that listens on a port, as far as Linux lets this user see it.
final class PortOwner {
    private static final String LISTENING = "0A";

    private PortOwner() {}

    /// " by pid 4711 (java)", or nothing where it cannot be known.
    static String describe(int port) {
        return pid(port)
                .map(pid ->
                        " by pid "
                                + pid
                                + ProcessHandle.of(pid)
                                        .flatMap(process -> process.info().command())
                                        .map(command -> " (" + Path.of(command).getFileName() + ")")
                                        .orElse(""))
                .orElse("");
    }

    private static Optional<Long> pid(int port) {
        return inode(Path.of("/proc/net/tcp"), port)
                .or(() -> inode(Path.of("/proc/net/tcp6"), port))
                .flatMap(inode ->
                        ProcessHandle.allProcesses()
                                .map(ProcessHandle::pid)
                                .filter(pid -> holds(pid, "socket:[" + inode + "]"))
                                .findFirst());
    }

    private static Optional<String> inode(Path table, int port) {
        var suffix = ":%04X".formatted(port);
        List<String> lines;
        try {
            lines = Files.readAllLines(table);
        } catch (IOException _) {
            return Optional.empty();
        }
        return lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 9)
                .filter(columns -> columns[1].endsWith(suffix) && columns[3].equals(LISTENING))
                .map(columns -> columns[9])
                .findFirst();
    }

    private static boolean holds(long pid, String socket) {
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (var descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException _) {
            return false; // another user's process, or gone meanwhile
        }
        return false;
    }
}
