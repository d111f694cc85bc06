package dev.hone.trainer.worker;

import dev.hone.protocol.Claim;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Outcome;
import dev.hone.trainer.job.Backoff;
import dev.hone.trainer.job.Failures;
import dev.hone.trainer.job.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The worker's life: ask for a job, run it, ask again; between jobs listen for the bell and ask
/// unprompted every so often, since a bell may be lost. One job at a time, on the caller's thread.
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final ClaimRequest request;
    private final Bell bell;
    private final JobRunner runner;
    private final Duration askEvery;
    private final Attempt.Surroundings around;
    private final Backoff backoff;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Attempt attempt;

    Worker(
            ClaimRequest request,
            Bell bell,
            JobRunner runner,
            Duration askEvery,
            Attempt.Surroundings around) {
        this.request = request;
        this.bell = bell;
        this.runner = runner;
        this.askEvery = askEvery;
        this.around = around;
        this.backoff = new Backoff(around.random(), Duration.ofMillis(500), Duration.ofSeconds(10));
    }

    /// Returns after [#stop].
    void run() {
        try (bell) {
            var ring = Optional.<Bell.Ring>empty();
            while (stopping.getCount() > 0) {
                ring = bell.await(turn(ring));
            }
            ring.ifPresent(Bell.Ring::release);
        } finally {
            ended.countDown();
        }
    }

    /// Asks for no further job and asks the running one to stop.
    void stop() {
        stopping.countDown();
        bell.wake();
        var running = attempt;
        if (running != null) {
            running.stop().raise(new StopSignal.Reason.ShuttingDown());
        }
    }

    /// Waits for the end of [#run]; hands the job back over the head of a step that takes longer.
    void awaitEnd(Duration patience, Duration lastWord) throws InterruptedException {
        if (ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        var running = attempt;
        if (running != null) {
            running.handBack(lastWord);
        }
    }

    Optional<Attempt> attempt() {
        return Optional.ofNullable(attempt);
    }

    /// One claim, prompted or not, and what follows from it.
    ///
    /// @return how long to wait for the bell before asking again
    private Duration turn(Optional<Bell.Ring> ring) {
        long askedAt = System.nanoTime();
        return switch (around.controlPlane().claim(request)) {
            case Reply.Ok<Optional<Claim>>(var claim) -> {
                backoff.reset();
                ring.ifPresent(Bell.Ring::accept);
                claim.ifPresent(job -> work(job, askedAt));
                yield claim.isPresent() ? Duration.ZERO : askEvery;
            }
            case Reply.Stale<Optional<Claim>> _ -> failed(ring, "answered with a conflict");
            case Reply.Refused<Optional<Claim>>(var why) -> failed(ring, why);
            case Reply.Unreachable<Optional<Claim>>(var why) -> failed(ring, why);
        };
    }

    /// A ring goes back only after a pause: the broker hands it out again at once, and counts.
    private Duration failed(Optional<Bell.Ring> ring, String why) {
        var pause = backoff.next();
        LOG.atWarn().addKeyValue("cause", why).addKeyValue("pause", pause).log("Claim failed");
        if (ring.isEmpty()) {
            return pause;
        }
        try {
            var _ = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        ring.get().release();
        return pause;
    }

    private void work(Claim claim, long askedAt) {
        bell.cover();
        try (var running = new Attempt(claim, askedAt, around)) {
            attempt = running;
            if (stopping.getCount() == 0) {
                running.stop().raise(new StopSignal.Reason.ShuttingDown());
            }
            log(claim, "Attempt started", claim.attempt());
            var outcome = outcome(running);
            running.report(outcome);
            log(claim, running.owned() ? "Attempt ended" : "Attempt discarded", name(outcome));
        } finally {
            attempt = null;
        }
    }

    // A job may fail in any way, an error of the native library among them; the worker stays.
    private Outcome outcome(Attempt running) {
        try {
            running.stop().check();
            return runner.run(running);
        } catch (StopSignal.Raised _) {
            return running.stopped();
        } catch (Throwable e) {
            return Failures.outcome(running.claim(), e);
        }
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> "succeeded";
            case Outcome.Failed failed -> "failed: " + failed.code();
            case Outcome.Stopped stopped -> "stopped: " + stopped.directive();
        };
    }

    private static void log(Claim claim, String event, Object detail) {
        LOG.atInfo()
                .addKeyValue("jobId", claim.spec().jobId())
                .addKeyValue("token", claim.token())
                .addKeyValue("detail", detail)
                .log(event);
    }
}
