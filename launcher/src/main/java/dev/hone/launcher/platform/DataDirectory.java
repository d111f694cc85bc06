package dev.hone.launcher.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All state of one platform, held by one launcher at a time.
final class DataDirectory implements AutoCloseable {
    private static final long MEBIBYTE = 1L << 20;
    // Logs are appended over restarts; past this size the last run's log becomes the old one.
    private static final long LOG_LIMIT_BYTES = 16 * MEBIBYTE;

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Creates what is missing and takes the lock; nothing is left behind if it cannot.
    static DataDirectory open(Path path, long minimumFreeBytes) throws LaunchException {
        try {
            createOwned(path, "rwx--x--x"); // passed through by the account of PostgreSQL
            var free = Files.getFileStore(path).getUsableSpace();
            if (free < minimumFreeBytes) {
                throw new LaunchException(
                        "only %d MiB are free on the disk of %s: at least %d MiB are needed"
                                .formatted(free / MEBIBYTE, path, minimumFreeBytes / MEBIBYTE));
            }
            var directory = lock(path);
            for (var child : List.of("logs", "store", "work", "kafka")) {
                createOwned(path.resolve(child), "rwx------");
            }
            createOwned(path.resolve("pg"), "rwx--x--x");
            return directory;
        } catch (AccessDeniedException denied) {
            throw new LaunchException(
                    "the data directory %s is not writable for this user (%s): choose another with --data"
                            .formatted(path, denied.getMessage()),
                    denied);
        } catch (IOException unusable) {
            throw new LaunchException(
                    "the data directory %s cannot be used (%s): choose another with --data"
                            .formatted(path, unusable),
                    unusable);
        }
    }

    private static void createOwned(Path directory, String permissions) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    }

    private static DataDirectory lock(Path path) throws IOException, LaunchException {
        var channel =
                FileChannel.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            var holder =
                    PlatformState.read(path)
                            .flatMap(PlatformState::launcher)
                            .map(launcher -> " with pid " + launcher.pid())
                            .orElse("");
            throw new LaunchException(
                    "a platform already runs%s on %s: stop it there, or choose another directory with --data"
                            .formatted(holder, path));
        }
        return new DataDirectory(path, channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // held by this very process
        }
    }

    Path path() {
        return path;
    }

    Path resolve(String child) {
        return path.resolve(child);
    }

    Path log(PartName part) {
        return path.resolve("logs").resolve(part.id() + ".log");
    }

    /// The log to append to, moved aside first when it has grown large.
    Path freshLog(PartName part) throws IOException {
        var log = log(part);
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(
                    log,
                    log.resolveSibling(part.id() + ".old.log"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // the lock goes with the process at the latest
        }
    }
}
