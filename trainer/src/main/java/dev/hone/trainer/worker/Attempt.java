package dev.hone.trainer.worker;

import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Directive;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.HeartbeatReply;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.TrainEvent;
import dev.hone.trainer.job.Backoff;
import dev.hone.trainer.job.StopSignal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One claimed job in this worker's hands, from the claim to [#close].
///
/// A thread of its own keeps the lease alive. When the lease is lost, or no heartbeat was answered
/// for [dev.hone.protocol.Lease#selfStop] on the monotonic clock, the attempt is over: the signal
/// to stop is raised and nothing more is told to anyone, since another worker may run the job.
final class Attempt implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration OUTCOME_TIMEOUT = Duration.ofSeconds(10);

    /// How long a checkpoint may wait for its row; after that the training matters more.
    private static final Duration CHECKPOINT_PATIENCE = Duration.ofSeconds(30);

    private final Claim claim;
    private final String worker;
    private final ControlPlane controlPlane;
    private final EventPublisher events;
    private final RandomGenerator random;
    private final StopSignal stop = new StopSignal();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicBoolean told = new AtomicBoolean();
    private final Thread heart;
    private volatile long lastGoodBeat;
    private volatile Progress progress = new Progress(0, 0);

    /// @param totalSteps 0 while not yet known
    record Progress(int step, int totalSteps) {}

    /// What an attempt needs of its worker.
    record Surroundings(
            String worker,
            ControlPlane controlPlane,
            EventSink events,
            InstantSource clock,
            RandomGenerator random) {}

    /// @param askedAt `System.nanoTime()` before the claim was asked for: the lease cannot have
    ///   begun earlier
    Attempt(Claim claim, long askedAt, Surroundings around) {
        this.claim = claim;
        this.worker = around.worker();
        this.controlPlane = around.controlPlane();
        this.random = around.random();
        this.lastGoodBeat = askedAt;
        this.events =
                new EventPublisher(
                        claim.spec().jobId(), claim.token(), around.events(), around.clock());
        this.heart = Thread.ofPlatform().name("heartbeat").daemon().unstarted(this::beat);
        heart.start();
    }

    Claim claim() {
        return claim;
    }

    StopSignal stop() {
        return stop;
    }

    Progress progress() {
        return progress;
    }

    /// What the next heartbeats carry.
    void progress(int step, int totalSteps) {
        progress = new Progress(step, totalSteps);
    }

    void tell(TrainEvent event) {
        events.tell(event);
    }

    Outcome.Stopped stopped() {
        return new Outcome.Stopped(stop.directive(), progress.step());
    }

    /// Whether what this attempt writes may still count. Asks the clock itself, so that a process
    /// that was frozen does not rely on a heartbeat thread that has not woken yet.
    boolean owned() {
        if (untilSelfStop().isNegative()) {
            lose("no good heartbeat for %s".formatted(claim.lease().selfStop()));
        }
        return !(stop.reason().orElse(null) instanceof StopSignal.Reason.LeaseLost);
    }

    /// Makes a checkpoint count; its files must be in the store already.
    ///
    /// @return whether it counts now
    boolean checkpoint(CheckpointManifest manifest) {
        long deadline = System.nanoTime() + CHECKPOINT_PATIENCE.toNanos();
        var backoff = new Backoff(random, RETRY, Duration.ofSeconds(5));
        while (owned() && System.nanoTime() < deadline) {
            switch (controlPlane.checkpoint(claim, manifest)) {
                case Reply.Ok<Boolean> _ -> {
                    return true;
                }
                case Reply.Conflict<Boolean> _ -> lose("a checkpoint was refused as stale");
                case Reply.Refused<Boolean>(var why) -> {
                    log("Checkpoint refused", why);
                    return false;
                }
                case Reply.Unreachable<Boolean>(var why) -> {
                    log("Checkpoint not answered", why);
                    rest(backoff.next());
                }
            }
        }
        return false;
    }

    /// Tells the outcome until it is answered or the lease is lost. Only the first call speaks.
    void report(Outcome outcome) {
        if (!told.compareAndSet(false, true)) {
            return;
        }
        var backoff = new Backoff(random, RETRY, Duration.ofSeconds(5));
        while (owned()) {
            switch (controlPlane.finish(claim, outcome, OUTCOME_TIMEOUT)) {
                case Reply.Ok<Boolean> _ -> {
                    over.countDown();
                    return;
                }
                case Reply.Conflict<Boolean> _ -> lose("the outcome was refused as stale");
                case Reply.Refused<Boolean>(var why) -> {
                    log("Outcome refused", why);
                    over.countDown();
                    return;
                }
                case Reply.Unreachable<Boolean>(var why) -> {
                    log("Outcome not answered", why);
                    rest(backoff.next());
                }
            }
        }
    }

    /// Gives the job back at once, while a step is still running: the process is about to end.
    void handBack(Duration timeout) {
        if (told.compareAndSet(false, true) && owned()) {
            var stopped = new Outcome.Stopped(Directive.CONTINUE, progress.step());
            var _ = controlPlane.finish(claim, stopped, timeout);
        }
    }

    @Override
    public void close() {
        over.countDown();
        events.close();
        try {
            var _ = heart.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        var pause = claim.lease().heartbeat();
        while (!rest(pause) && owned()) {
            long sent = System.nanoTime();
            var now = progress;
            var heartbeat = new Heartbeat(worker, now.step(), now.totalSteps());
            pause = RETRY;
            switch (controlPlane.heartbeat(claim, heartbeat, beatTimeout())) {
                case Reply.Ok<HeartbeatReply>(var reply) -> {
                    lastGoodBeat = sent;
                    obey(reply.directive());
                    pause = claim.lease().heartbeat();
                }
                case Reply.Conflict<HeartbeatReply> _ -> {
                    // Once the outcome is on its way, a lease that ended is what it should do.
                    if (told.get()) {
                        return;
                    }
                    lose("a heartbeat was refused as stale");
                }
                case Reply.Refused<HeartbeatReply>(var why) -> log("Heartbeat refused", why);
                case Reply.Unreachable<HeartbeatReply>(var why) ->
                        log("Heartbeat not answered", why);
            }
            pause = shorter(pause, untilSelfStop().plusMillis(1));
        }
    }

    private void obey(Directive directive) {
        if (directive != Directive.CONTINUE && stop.raise(new StopSignal.Reason.Told(directive))) {
            LOG.atInfo()
                    .addKeyValue("jobId", claim.spec().jobId())
                    .addKeyValue("token", claim.token())
                    .addKeyValue("directive", directive)
                    .log("Attempt told to stop");
        }
    }

    private void lose(String why) {
        if (over.getCount() > 0 && stop.raise(new StopSignal.Reason.LeaseLost(why))) {
            LOG.atWarn()
                    .addKeyValue("jobId", claim.spec().jobId())
                    .addKeyValue("token", claim.token())
                    .addKeyValue("cause", why)
                    .log("Lease lost");
        }
    }

    private Duration untilSelfStop() {
        return claim.lease().selfStop().minusNanos(System.nanoTime() - lastGoodBeat);
    }

    private Duration beatTimeout() {
        return shorter(claim.lease().heartbeat(), untilSelfStop());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// True when the attempt is over.
    boolean rest(Duration time) {
        try {
            return over.await(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void log(String event, String why) {
        LOG.atWarn()
                .addKeyValue("jobId", claim.spec().jobId())
                .addKeyValue("token", claim.token())
                .addKeyValue("cause", why)
                .log(event);
    }
}
