package dev.hone.trainer.worker;

import dev.hone.protocol.Instance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Pattern;

/// What a worker's directory is known by, and how often a worker was started in it. It lets a
/// restarted worker prove that the one before is dead: that one had the directory's lock.
final class Home {
    private static final String FILE = "home";
    private static final Pattern CONTENT = Pattern.compile("([0-9a-f-]{36}) (\\d{1,18})\\s*");

    private Home() {}

    /// Counts one more start. The caller has the directory's lock.
    static Instance enter(Path workDir) throws IOException {
        var file = workDir.resolve(FILE);
        var before = CONTENT.matcher(Files.exists(file) ? Files.readString(file) : "");
        // A file that cannot be read is a new home: the worker waits until its name is free.
        var id = before.matches() ? before.group(1) : UUID.randomUUID().toString();
        long start = before.matches() ? Long.parseLong(before.group(2)) + 1 : 1;
        var next = Files.writeString(workDir.resolve(FILE + ".next"), id + " " + start + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Instance(id, start, place());
    }

    private static String place() {
        return "%s, process %d".formatted(host(), ProcessHandle.current().pid());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "a host without a name";
        }
    }
}
