package dev.hone.launcher.commands;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns Ctrl-C and SIGTERM into an interrupt of this thread, and keeps the JVM until it has
/// cleaned up: what runs in a `try` with this resource ends as it does when it throws.
final class OrderlyEnd implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final CountDownLatch cleanedUp = new CountDownLatch(1);

    private volatile boolean asked;

    private OrderlyEnd() {}

    static OrderlyEnd ofThisThread() {
        var end = new OrderlyEnd();
        var worker = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> end.interrupt(worker), "orderly-end"));
        return end;
    }

    private void interrupt(Thread worker) {
        if (cleanedUp.getCount() == 0) {
            return;
        }
        asked = true;
        worker.interrupt();
        try {
            var _ = cleanedUp.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether somebody wants the process to end.
    boolean asked() {
        return asked;
    }

    @Override
    public void close() {
        cleanedUp.countDown();
    }
}
