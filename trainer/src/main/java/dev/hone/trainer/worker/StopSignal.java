package dev.hone.trainer.worker;

import dev.hone.protocol.Directive;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Asks a running job to stop; looked at between steps, rows and files.
final class StopSignal {
    /// Why a job shall stop.
    sealed interface Reason {
        /// The control plane wants it.
        record Told(Directive directive) implements Reason {}

        /// This process is about to end: the job goes back with what is finished.
        record ShuttingDown() implements Reason {}

        /// The job is, or may be, another's by now: nothing of it may be told or kept.
        record LeaseLost(String why) implements Reason {}
    }

    /// Unwinds a job that was asked to stop.
    static final class Raised extends RuntimeException {
        Raised() {
            super("stopped", null, false, false);
        }
    }

    private final AtomicReference<@Nullable Reason> reason = new AtomicReference<>();
    private final CountDownLatch raised = new CountDownLatch(1);

    /// The first reason stands, except that a lost lease outdoes all others.
    boolean raise(Reason why) {
        boolean changed = reason.compareAndSet(null, why);
        if (!changed
                && why instanceof Reason.LeaseLost
                && !(reason.get() instanceof Reason.LeaseLost)) {
            reason.set(why);
            changed = true;
        }
        raised.countDown();
        return changed;
    }

    Optional<Reason> reason() {
        return Optional.ofNullable(reason.get());
    }

    boolean isRaised() {
        return reason.get() != null;
    }

    void check() {
        if (isRaised()) {
            throw new Raised();
        }
    }

    /// Waits, but not on after the signal; true when it was raised.
    boolean pause(Duration time) {
        try {
            return raised.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// What a stopped job tells the control plane about the reason.
    Directive directive() {
        return switch (reason.get()) {
            case Reason.Told(var directive) -> directive;
            case Reason.ShuttingDown() -> Directive.CONTINUE;
            case Reason.LeaseLost(_) -> Directive.CONTINUE;
            case null -> throw new IllegalStateException("nobody asked for a stop");
        };
    }
}
