package dev.hone.trainer.job;

import java.time.Duration;
import java.util.function.Consumer;

/// Shows the worker that the job gets on. It is felt with every unit of work, on any thread, and
/// told at once when the phase changes, else once a second at most.
final class Pulse {
    private static final long GAP = Duration.ofSeconds(1).toNanos();

    private final Consumer<FromJob> worker;
    private Phase phase = Phase.STARTING;
    private long told = System.nanoTime();

    Pulse(Consumer<FromJob> worker) {
        this.worker = worker;
    }

    synchronized void beat(Phase now) {
        if (now == phase && System.nanoTime() - told < GAP) {
            return;
        }
        phase = now;
        told = System.nanoTime();
        worker.accept(new FromJob.Pulse(now));
    }

    /// One more unit of the same phase.
    synchronized void beat() {
        beat(phase);
    }
}
