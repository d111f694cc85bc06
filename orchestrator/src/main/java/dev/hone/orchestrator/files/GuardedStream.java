package dev.hone.orchestrator.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Counts bytes that nobody has announced, and asks for room as they come. It also renews the
/// promise of those that were, which otherwise runs out as if the upload had died.
final class GuardedStream extends FilterInputStream {
    /// Room asked for at once: few enough questions, and little that others cannot have.
    private static final long STEP_BYTES = 16L << 20;

    /// A promise outlives the last sign of its upload by this much: longer than any pause that a
    /// connection survives, and than copying the largest file takes.
    static final Duration LIFE = Duration.ofMinutes(30);

    private static final Duration SIGN_EVERY = Duration.ofMinutes(1);

    private final Quota quota;
    private final String project;
    private final String id;
    private long count;
    private long granted;
    private long lastSign = System.nanoTime();

    GuardedStream(Quota quota, String project, String id, long granted, InputStream bytes) {
        super(bytes);
        this.quota = quota;
        this.project = project;
        this.id = id;
        this.granted = granted;
    }

    @Override
    public int read() throws IOException {
        var next = super.read();
        counted(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        var read = super.read(into, offset, length);
        counted(read);
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void counted(int bytes) {
        count += Math.max(0, bytes);
        var silent = System.nanoTime() - lastSign > SIGN_EVERY.toNanos();
        if (count > granted) {
            granted = quota.extend(project, id, count, STEP_BYTES, LIFE);
        } else if (silent) {
            granted = quota.extend(project, id, granted, 0, LIFE);
        } else {
            return;
        }
        lastSign = System.nanoTime();
    }
}
