package dev.hone.launcher.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps one part running: starts it, waits until it is ready, starts it again when it dies.
///
/// A part that was ready once may die four times in a minute; the fifth death is given up. One that
/// never was ready gets a second try only, because then it is a matter of settings.
final class Supervised {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final int DEATHS_TO_GIVE_UP = 5;
    private static final int DEATHS_BEFORE_FIRST_READY = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    private static final long POLL_MILLIS = 50;

    /// What the platform wants to know beside the events for people.
    interface Observer {
        void running(PartName part, ProcessHandle process);

        void gaveUp(PartName part);
    }

    private final Part part;
    private final DataDirectory data;
    private final Consumer<PlatformEvent> events;
    private final Observer observer;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CompletableFuture<Boolean> firstReady = new CompletableFuture<>();
    private final Deque<Long> deaths = new ArrayDeque<>();
    private volatile @Nullable Process process;
    private @Nullable Thread watcher;

    Supervised(Part part, DataDirectory data, Consumer<PlatformEvent> events, Observer observer) {
        this.part = part;
        this.data = data;
        this.events = events;
        this.observer = observer;
    }

    PartName name() {
        return part.name();
    }

    Optional<ProcessHandle> process() {
        var current = process;
        return current == null ? Optional.empty() : Optional.of(current.toHandle());
    }

    /// Returns when the part is ready.
    void start() throws LaunchException, InterruptedException {
        watcher = Thread.ofVirtual().name("supervise-" + part.name().id()).start(this::supervise);
        try {
            firstReady.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof LaunchException launch) {
                throw launch;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /// Ends the part in order, by force where it does not obey.
    void stop() throws InterruptedException {
        Process current;
        synchronized (this) {
            stopping.countDown(); // from here on runOnce() starts nothing
            current = process;
        }
        if (current != null && current.isAlive()) {
            part.askToStop(current.toHandle());
            if (!current.waitFor(part.stopWithin().toMillis(), TimeUnit.MILLISECONDS)) {
                current.destroyForcibly().waitFor();
            }
            events.accept(new PlatformEvent.Stopped(part.name()));
        }
        if (watcher != null && !watcher.equals(Thread.currentThread())) {
            watcher.join();
        }
    }

    private void supervise() {
        try {
            var pause = FIRST_PAUSE;
            while (!isStopping()) {
                var exitCode = runOnce();
                if (isStopping()) {
                    return;
                }
                if (countDeath()) {
                    giveUp();
                    return;
                }
                pause = deaths.size() == 1 ? FIRST_PAUSE : min(pause.multipliedBy(2));
                events.accept(new PlatformEvent.Died(part.name(), exitCode, pause));
                if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (LaunchException refused) {
            fail(refused);
        } catch (IOException broken) {
            fail(
                    new LaunchException(
                            part.name().title() + " cannot be started: " + broken, broken));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            firstReady.completeExceptionally(
                    new LaunchException(part.name().title() + " was stopped before it was ready"));
        }
    }

    /// One life of the process, from start to exit.
    private int runOnce() throws IOException, InterruptedException, LaunchException {
        var begin = System.nanoTime();
        part.prepare();
        var log = data.freshLog(part.name());
        Process current;
        synchronized (this) {
            if (isStopping()) {
                return 0;
            }
            current = Commands.process(Commands.ownSession(part.command()), log).start();
            process = current;
        }
        observer.running(part.name(), current.toHandle());
        if (awaitReady(current)) {
            var took = Duration.ofNanos(System.nanoTime() - begin);
            var again = firstReady.isDone();
            events.accept(new PlatformEvent.Ready(part.name(), part.address(), took, again));
            firstReady.complete(true);
        }
        return current.waitFor();
    }

    private boolean awaitReady(Process current) throws InterruptedException {
        var begin = System.nanoTime();
        var reminder = part.usuallyReadyWithin();
        while (current.isAlive() && !isStopping()) {
            if (part.ready(current.toHandle())) {
                return true;
            }
            var since = Duration.ofNanos(System.nanoTime() - begin);
            if (since.compareTo(part.readyWithin()) > 0) {
                current.destroyForcibly();
                return false;
            }
            if (since.compareTo(reminder) > 0) {
                remind(reminder);
                reminder = reminder.plus(part.usuallyReadyWithin());
            }
            if (current.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return false;
    }

    private void remind(Duration since) {
        var log = data.log(part.name());
        events.accept(new PlatformEvent.StillStarting(part.name(), since, log, Logs.tail(log, 1)));
    }

    /// True when this death is one too many.
    private boolean countDeath() {
        var now = System.nanoTime();
        deaths.addLast(now);
        deaths.removeIf(death -> now - death > WINDOW.toNanos());
        return deaths.size()
                >= (firstReady.isDone() ? DEATHS_TO_GIVE_UP : DEATHS_BEFORE_FIRST_READY);
    }

    private void giveUp() {
        var log = data.log(part.name());
        var lines = Logs.tail(log);
        if (!firstReady.isDone()) {
            fail(
                    new LaunchException(
                            "%s does not start. The end of %s:%n%s"
                                    .formatted(
                                            part.name().title(),
                                            log,
                                            String.join(System.lineSeparator(), lines))));
            return;
        }
        events.accept(new PlatformEvent.GaveUp(part.name(), log, lines));
        observer.gaveUp(part.name());
    }

    private void fail(LaunchException refused) {
        if (!firstReady.completeExceptionally(refused)) {
            events.accept(
                    new PlatformEvent.GaveUp(
                            part.name(),
                            data.log(part.name()),
                            List.of(String.valueOf(refused.getMessage()))));
            observer.gaveUp(part.name());
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private static Duration min(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
