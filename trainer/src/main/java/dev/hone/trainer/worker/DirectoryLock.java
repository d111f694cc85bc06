package dev.hone.trainer.worker;

import dev.hone.trainer.job.JobLock;
import dev.hone.trainer.job.WorkDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A worker's hold on its directory: one worker at a time, and nothing in it of one that was
/// killed.
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /// @throws SettingsFaults when another worker has it
    static DirectoryLock take(Path root) throws IOException {
        Files.createDirectories(root);
        var channel =
                FileChannel.open(
                        root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new SettingsFaults(
                    "work.dir " + root,
                    List.of("another worker uses it; give each worker its own"));
        }
        JobLock.evict(root);
        new WorkDirectory(root).clean();
        return new DirectoryLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }
}
