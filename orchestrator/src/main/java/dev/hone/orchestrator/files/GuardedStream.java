package dev.hone.orchestrator.files;

import dev.hone.orchestrator.streams.CountedStream;
import java.io.InputStream;
import java.time.Duration;

/// Counts bytes that nobody has announced, and asks for room as they come. It also renews the
/// promise of those that were, which otherwise runs out as if the upload had died.
final class GuardedStream extends CountedStream {
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
    protected void counted(int bytes) {
        count += bytes;
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
