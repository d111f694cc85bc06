package dev.hone.trainer.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Waits for signs of life, and acts once when there were none for long. It counts ticks, not time:
/// a worker that was frozen itself, or is short of processor time, is not too quick to act.
final class Watchdog implements AutoCloseable {
    private static final int TICKS = 40;

    private final Duration tick;
    private final Runnable look;
    private final Runnable bark;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicBoolean heard = new AtomicBoolean();
    private volatile boolean busy;

    /// Both are done on a thread of the watchdog's.
    ///
    /// @param look takes down what there is to see; who shows life meanwhile is spared
    /// @param bark what to do then
    Watchdog(Duration patience, Runnable look, Runnable bark) {
        this.tick = patience.dividedBy(TICKS);
        this.look = look;
        this.bark = bark;
        Thread.ofPlatform().name("watchdog").daemon().start(this::watch);
    }

    /// Does what a sign of life asks for. While what is watched waits for us, its silence says
    /// nothing.
    void during(Runnable answer) {
        busy = true;
        try {
            answer.run();
        } finally {
            heard.set(true);
            busy = false;
        }
    }

    @Override
    public void close() {
        over.countDown();
    }

    private void watch() {
        while (silent()) {
            look.run();
            if (!isAlive()) {
                bark.run();
                return;
            }
        }
    }

    /// Waits for a long silence; false when there is nothing to watch any more.
    private boolean silent() {
        for (int ticks = 0; ticks <= TICKS; ticks++) {
            if (isOverAfter(tick)) {
                return false;
            }
            ticks = isAlive() ? 0 : ticks;
        }
        return true;
    }

    private boolean isAlive() {
        return busy || heard.getAndSet(false);
    }

    private boolean isOverAfter(Duration time) {
        try {
            return over.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
