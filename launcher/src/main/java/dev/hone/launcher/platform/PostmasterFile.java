package dev.hone.launcher.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The `postmaster.pid` that PostgreSQL keeps in its data directory: line 1 is the process id, line
/// 8 the state. Source: PostgreSQL, src/include/utils/pidfile.h.
final class PostmasterFile {
    private static final int STATE_LINE = 7;

    private PostmasterFile() {}

    static boolean saysReady(Path files, long pid) {
        var lines = read(files);
        return lines.size() > STATE_LINE
                && lines.getFirst().strip().equals(String.valueOf(pid))
                && lines.get(STATE_LINE).strip().equals("ready");
    }

    /// False too for a file left by a crash whose process id belongs to another program by now.
    static boolean stillRunning(Path files) {
        var lines = read(files);
        if (lines.isEmpty()) {
            return false;
        }
        try {
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> ProcessTable.isPostgres(process.pid()))
                    .isPresent();
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static List<String> read(Path files) {
        try {
            return Files.readAllLines(files.resolve("postmaster.pid"));
        } catch (IOException _) {
            return List.of();
        }
    }
}
