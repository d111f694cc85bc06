package dev.hone.trainer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What the system says of this process's memory. Only Linux does.
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {}

    /// The most that was ever resident, in bytes.
    static OptionalLong peak() throws IOException {
        return field("VmHWM:");
    }

    private static OptionalLong field(String name) throws IOException {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        }
    }
}
