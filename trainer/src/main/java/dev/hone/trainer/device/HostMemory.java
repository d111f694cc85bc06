package dev.hone.trainer.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What the system says of memory, in bytes. Only Linux does.
public final class HostMemory implements DeviceMemory {
    private final Path root;

    private HostMemory(Path root) {
        this.root = root;
    }

    /// Of the machine that this runs on.
    public static HostMemory here() {
        return new HostMemory(Path.of("/"));
    }

    /// Reads the system's files below another directory.
    static HostMemory at(Path root) {
        return new HostMemory(root);
    }

    /// The most of this process that was ever resident.
    @Override
    public OptionalLong peak() {
        return field("proc/self/status", "VmHWM:");
    }

    /// What this process may have in all: what it has, and what is free or can be freed for it, by
    /// the machine or within the limit of its control group.
    @Override
    public OptionalLong available() {
        OptionalLong free = DeviceMemory.least(field("proc/meminfo", "MemAvailable:"), group());
        OptionalLong resident = field("proc/self/status", "VmRSS:");
        return free.isEmpty() || resident.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(free.getAsLong() + resident.getAsLong());
    }

    /// Of a control group: version 2, then 1. File pages that nobody used lately can be freed.
    private OptionalLong group() {
        OptionalLong second =
                left("sys/fs/cgroup/memory.max", "sys/fs/cgroup/memory.current", "memory.stat");
        return second.isPresent()
                ? second
                : left(
                        "sys/fs/cgroup/memory/memory.limit_in_bytes",
                        "sys/fs/cgroup/memory/memory.usage_in_bytes",
                        "memory/memory.stat");
    }

    private OptionalLong left(String limit, String used, String statistics) {
        OptionalLong most = number(limit);
        OptionalLong now = number(used);
        if (most.isEmpty() || now.isEmpty()) {
            return OptionalLong.empty();
        }
        long droppable =
                lines("sys/fs/cgroup/" + statistics)
                        .filter(line -> line.startsWith("inactive_file "))
                        .mapToLong(HostMemory::digits)
                        .findFirst()
                        .orElse(0);
        return OptionalLong.of(Math.max(0, most.getAsLong() - now.getAsLong() + droppable));
    }

    /// A file with one number; `max` is none.
    private OptionalLong number(String file) {
        return lines(file)
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /// A line such as `VmRSS: 123 kB`.
    private OptionalLong field(String file, String name) {
        return lines(file)
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> 1024 * digits(line))
                .findFirst();
    }

    private static long digits(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    private Stream<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file)).stream();
        } catch (NoSuchFileException _) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
