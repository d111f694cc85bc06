package dev.hone.orchestrator.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one thing again and again on a thread of its own until it is closed. A pass that fails is
/// logged and tried again after the pause: the first failure of a row with its stack, the rest
/// silently.
public final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration END = Duration.ofSeconds(10);

    private final String name;
    private final Duration pause;
    private final Runnable pass;
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean closed;
    private final Thread thread;
    private boolean failing;

    private Loop(String name, Duration pause, Runnable pass) {
        this.name = name;
        this.pause = pause;
        this.pass = pass;
        this.thread = Thread.ofPlatform().daemon().name("hone-" + name).unstarted(this::run);
    }

    public static Loop start(String name, Duration pause, Runnable pass) {
        var loop = new Loop(name, pause, pass);
        loop.thread.start();
        return loop;
    }

    /// Ends the pause: there is something to do.
    public void wake() {
        wakes.release();
    }

    /// Waits for the pass at work to end.
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            if (!thread.join(END)) {
                LOG.atWarn().addKeyValue("loop", name).log("Background loop did not end in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                wakes.drainPermits(); // before the pass, which sees all that was there to see
                passSafely();
                var _ = !closed && wakes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            } while (!closed);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void passSafely() {
        try {
            pass.run();
            if (failing) {
                failing = false;
                LOG.atInfo().addKeyValue("loop", name).log("Background loop works again");
            }
        } catch (RuntimeException failure) {
            if (!failing) {
                failing = true;
                LOG.atWarn()
                        .addKeyValue("loop", name)
                        .setCause(failure)
                        .log("Background loop failed; it goes on trying");
            }
        }
    }
}
