package dev.hone.trainer.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether the Linux kernel ended a process of this worker's control group for memory since a
/// moment. `memory.events` of control groups version 2 counts them; elsewhere nothing is known.
final class OomKills {
    private static final String COUNTER = "oom_kill ";

    private final Path events;
    private final long before;

    OomKills(Path events) {
        this.events = events;
        this.before = count();
    }

    static OomKills now() {
        return new OomKills(Path.of("/sys/fs/cgroup" + group() + "/memory.events"));
    }

    boolean happened() {
        return count() > before;
    }

    /// The one line of version 2 in `/proc/self/cgroup` is `0::/path`.
    private static String group() {
        try {
            return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                    .filter(line -> line.startsWith("0::"))
                    .map(line -> line.substring("0::".length()))
                    .findFirst()
                    .orElse("");
        } catch (IOException _) {
            return ""; // no Linux
        }
    }

    private long count() {
        try {
            return Files.readAllLines(events).stream()
                    .filter(line -> line.startsWith(COUNTER))
                    .mapToLong(line -> Long.parseLong(line.substring(COUNTER.length()).strip()))
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0; // no such counter here
        }
    }
}
