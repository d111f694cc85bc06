package dev.hone.trainer.job;

import dev.hone.protocol.Directive;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks a running job to stop; looked at between steps, rows and files.
public final class StopSignal {
    /// Why a job shall stop.
    public sealed interface Reason {
        /// The control plane wants it.
        record Told(Directive directive) implements Reason {}

        /// This process is about to end: the job goes back with what is finished.
        record ShuttingDown() implements Reason {}

        /// The job is, or may be, another's by now: nothing of it may be told or kept.
        record LeaseLost(String why) implements Reason {}
    }

    /// Unwinds a job that was asked to stop.
    public static final class Raised extends RuntimeException {
        Raised() {
            super("stopped", null, false, false);
        }
    }

    private final AtomicReference<@Nullable Reason> reason = new AtomicReference<>();
    private final CountDownLatch raised = new CountDownLatch(1);
    private final List<Consumer<Reason>> listeners = new CopyOnWriteArrayList<>();

    /// The first reason stands, except that a lost lease outdoes all others.
    public boolean raise(Reason why) {
        boolean changed = reason.compareAndSet(null, why);
        if (!changed
                && why instanceof Reason.LeaseLost
                && !(reason.get() instanceof Reason.LeaseLost)) {
            reason.set(why);
            changed = true;
        }
        raised.countDown();
        if (changed) {
            listeners.forEach(listener -> listener.accept(why));
        }
        return changed;
    }

    /// Calls the listener with the reason of now, if there is one, and with every later one, on the
    /// thread that raises it.
    public void onRaise(Consumer<Reason> listener) {
        listeners.add(listener);
        reason().ifPresent(listener);
    }

    public Optional<Reason> reason() {
        return Optional.ofNullable(reason.get());
    }

    public boolean isRaised() {
        return reason.get() != null;
    }

    public void check() {
        if (isRaised()) {
            throw new Raised();
        }
    }

    /// Waits, but not on after the signal; true when it was raised.
    public boolean pause(Duration time) {
        try {
            return raised.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// What a stopped job tells the control plane about the reason.
    public Directive directive() {
        return switch (reason.get()) {
            case Reason.Told(var directive) -> directive;
            case Reason.ShuttingDown() -> Directive.CONTINUE;
            case Reason.LeaseLost(_) -> Directive.CONTINUE;
            case null -> throw new IllegalStateException("nobody asked for a stop");
        };
    }
}
