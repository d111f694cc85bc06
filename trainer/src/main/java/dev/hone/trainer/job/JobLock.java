package dev.hone.trainer.job;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Held by a job's process while it lives, with its process id inside. A worker that starts finds
/// by it the process that a killed worker may have left behind, frozen perhaps, and ends it before
/// it touches the directory.
public final class JobLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobLock.class);
    private static final int LONGEST_PID = 20;

    private final FileChannel channel;

    private JobLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Waits until the directory has no other job.
    static JobLock take(Path workDir) throws IOException {
        var channel = open(workDir);
        channel.lock();
        channel.truncate(0);
        var pid = String.valueOf(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        return new JobLock(channel);
    }

    /// Ends the process that holds the directory, if there is one, and waits for its end.
    public static void evict(Path workDir) throws IOException {
        try (var channel = open(workDir)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                kill(holder(channel));
                channel.lock();
            }
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(LONGEST_PID);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    /// The lock is held, so the id in it is its holder's and not one that was given out again.
    private static void kill(String pid) {
        LOG.atWarn().addKeyValue("pid", pid).log("Orphaned job ended");
        if (!pid.isEmpty()) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileChannel open(Path workDir) throws IOException {
        return FileChannel.open(workDir.resolve("job.lock"), CREATE, READ, WRITE);
    }
}
