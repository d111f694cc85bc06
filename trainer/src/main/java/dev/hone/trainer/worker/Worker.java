package dev.hone.trainer.worker;

import dev.hone.protocol.Claim;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Departure;
import dev.hone.protocol.Outcome;
import dev.hone.trainer.job.Backoff;
import dev.hone.trainer.job.Failures;
import dev.hone.trainer.job.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The worker's life: ask for a job, run it, ask again; between jobs listen for the bell and ask
/// unprompted every so often, since a bell may be lost. One job at a time, on the caller's thread.
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private static final Duration DEPARTURE = Duration.ofMillis(300);

    private final ClaimRequest request;
    private final Bell bell;
    private final JobRunner runner;
    private final Pace pace;
    private final Attempt.Surroundings around;
    private final Backoff backoff;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Standing standing = new Standing.Unknown();
    private volatile @Nullable Attempt attempt;

    /// How often a worker asks without being rung for.
    ///
    /// @param asking while it is served
    /// @param refused while it is not, and somebody has to act first
    record Pace(Duration asking, Duration refused) {}

    Worker(
            ClaimRequest request,
            Bell bell,
            JobRunner runner,
            Pace pace,
            Attempt.Surroundings around) {
        this.request = request;
        this.bell = bell;
        this.runner = runner;
        this.pace = pace;
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
            depart();
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
        depart();
    }

    Standing standing() {
        return standing;
    }

    Optional<Attempt> attempt() {
        return Optional.ofNullable(attempt);
    }

    /// One claim, prompted or not, and what follows from it. A worker that is not known to be
    /// served registers first: the control plane may be another one than before.
    ///
    /// @return how long to wait for the bell before asking again
    private Duration turn(Optional<Bell.Ring> ring) {
        return switch (standing) {
            case Standing.Served _, Standing.Drained _ -> claim(ring);
            case Standing.Unknown _, Standing.Refused _ -> register(ring);
        };
    }

    private Duration register(Optional<Bell.Ring> ring) {
        return then(
                around.controlPlane().register(request),
                ring,
                registered -> {
                    standing = new Standing.Served();
                    LOG.atInfo()
                            .addKeyValue("worker", request.worker())
                            .addKeyValue("protocol", request.protocol())
                            .addKeyValue("served", registered.served().inWords())
                            .log("Worker is served");
                    return claim(ring);
                });
    }

    private Duration claim(Optional<Bell.Ring> ring) {
        long askedAt = System.nanoTime();
        return then(
                around.controlPlane().claim(request),
                ring,
                claim -> {
                    standing = new Standing.Served();
                    backoff.reset();
                    ring.ifPresent(Bell.Ring::accept);
                    claim.ifPresent(job -> work(job, askedAt));
                    return claim.isPresent() ? Duration.ZERO : pace.asking();
                });
    }

    private <T> Duration then(
            Reply<T> reply, Optional<Bell.Ring> ring, Function<T, Duration> next) {
        return switch (reply) {
            case Reply.Ok<T>(var value) -> next.apply(value);
            case Reply.Conflict<T>(var code, var why) -> conflict(ring, code, why);
            case Reply.Refused<T>(var why) ->
                    unserved(ring, new Standing.Refused("refused", why), why, pace.refused());
            case Reply.Unreachable<T>(var why) -> failed(ring, why);
        };
    }

    private Duration conflict(Optional<Bell.Ring> ring, String code, String why) {
        if (code.equals("worker_drained")) {
            return unserved(ring, new Standing.Drained(), why, pace.asking());
        }
        // A name is free by itself, when the other worker ends.
        var pause = code.equals("worker_name_taken") ? pace.asking() : pace.refused();
        return unserved(ring, new Standing.Refused(code, why), why, pause);
    }

    /// Until somebody acts, the answer stays: it is said once, and the bell is left to others.
    private Duration unserved(Optional<Bell.Ring> ring, Standing now, String why, Duration pause) {
        ring.ifPresent(Bell.Ring::release);
        bell.cover();
        if (!standing.isLike(now)) {
            LOG.atWarn().addKeyValue("cause", why).log("Worker gets no work");
        }
        standing = now;
        rest(pause);
        return Duration.ZERO;
    }

    /// A ring goes back only after a pause: the broker hands it out again at once, and counts.
    private Duration failed(Optional<Bell.Ring> ring, String why) {
        var pause = backoff.next();
        LOG.atWarn().addKeyValue("cause", why).addKeyValue("pause", pause).log("Claim failed");
        if (!(standing instanceof Standing.Refused)) {
            standing = new Standing.Unknown();
        }
        if (ring.isEmpty()) {
            return pause;
        }
        rest(pause);
        ring.get().release();
        return pause;
    }

    private void rest(Duration pause) {
        try {
            var _ = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A name that is not given free is free when this worker was silent for long.
    private void depart() {
        var instance = request.instance();
        if (instance != null) {
            var _ =
                    around.controlPlane()
                            .depart(new Departure(request.worker(), instance), DEPARTURE);
        }
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
