package dev.hone.launcher.platform;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for what happens on another thread or in another process.
public final class Await {
    /// A job whose processes were killed waits for its lease first, and a processor without fast
    /// products takes several times as long as others for its steps.
    private static final Duration DEADLINE = Duration.ofMinutes(4);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    public static void until(String what, Callable<Boolean> condition) throws Exception {
        var deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                fail("not within " + DEADLINE + ": " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
