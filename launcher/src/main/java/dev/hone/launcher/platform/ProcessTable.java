package dev.hone.launcher.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Command lines of running processes, whole: `ProcessHandle` cuts them off.
final class ProcessTable {
    private ProcessTable() {}

    static List<String> command(long pid) {
        try {
            var bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
            return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException _) {
            return List.of(); // gone meanwhile
        }
    }

    static boolean isPostgres(long pid) {
        var command = command(pid);
        return !command.isEmpty() && command.getFirst().contains("postgres");
    }
}
