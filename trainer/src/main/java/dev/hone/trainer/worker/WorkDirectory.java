package dev.hone.trainer.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A worker's own directory, locked while it lives: `bases` holds complete base models by digest,
/// `unfinished` everything that a crash may leave behind, which the next start removes.
final class WorkDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel channel;

    private WorkDirectory(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /// @throws SettingsFaults when another worker has it
    static WorkDirectory open(Path root) throws IOException {
        Files.createDirectories(root.resolve("bases"));
        var channel =
                FileChannel.open(
                        root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new SettingsFaults(
                    "work.dir " + root,
                    List.of("another worker uses it; give each worker its own"));
        }
        var directory = new WorkDirectory(root, channel);
        remove(directory.unfinished());
        Files.createDirectories(directory.unfinished());
        return directory;
    }

    Path bases() {
        return root.resolve("bases");
    }

    /// A new, empty directory that does not outlive the process's next start.
    Path scratch(String purpose) throws IOException {
        return Files.createTempDirectory(unfinished(), purpose + "-");
    }

    static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Path unfinished() {
        return root.resolve("unfinished");
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }
}
