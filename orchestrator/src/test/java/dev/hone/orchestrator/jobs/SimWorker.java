package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.jobs.SimNetwork.Answer;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Directive;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.HeartbeatReply;
import dev.hone.protocol.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A worker of a simulated world, with the rules of the real one: it asks when the bell rings and
/// every ten seconds, keeps its lease by heartbeats, stops itself 20 s after the last good one,
/// makes checkpoints known, and tells its outcome until somebody answers. It can be killed and
/// frozen at any moment.
final class SimWorker {
    private static final long ASK_EVERY = 10_000;
    private static final long RETRY = 500;
    private static final long HEARTBEAT = 5_000;

    private final String name;
    private final SimWorld world;
    private final SimClock clock;
    private final SimRandom random;
    private final List<Runnable> missed = new ArrayList<>();
    private @Nullable SimAttempt attempt;
    private int life;
    private boolean alive = true;
    private boolean frozen;
    private boolean asking;

    SimWorker(String name, SimWorld world) {
        this.name = name;
        this.world = world;
        this.clock = world.clock();
        this.random = world.random();
        askAgain();
    }

    String name() {
        return name;
    }

    /// The broker's bell.
    void hear() {
        live(this::ask);
    }

    void kill() {
        life++;
        alive = false;
        frozen = false;
        missed.clear();
        attempt = null;
        asking = false;
    }

    void restart() {
        if (!alive) {
            alive = true;
            ask();
            askAgain();
        }
    }

    void freeze() {
        frozen = alive;
    }

    void thaw() {
        frozen = false;
        var late = List.copyOf(missed);
        missed.clear();
        late.forEach(Runnable::run);
    }

    /// Runs now what a process does; later, if it is frozen; never, if it is another process by
    /// then.
    private void live(Runnable what) {
        if (frozen) {
            int then = life;
            missed.add(() -> {
                if (then == life) {
                    what.run();
                }
            });
        } else if (alive) {
            what.run();
        }
    }

    private void in(long millis, Runnable what) {
        int then = life;
        clock.in(
                millis,
                () -> {
                    if (then == life) {
                        live(what);
                    }
                });
    }

    private void askAgain() {
        in(
                ASK_EVERY,
                () -> {
                    ask();
                    askAgain();
                });
    }

    private void ask() {
        if (attempt != null || asking) {
            return;
        }
        asking = true;
        long askedAt = clock.millis();
        var request = new ClaimRequest(name, null, SimWorld.POOL, "cpu", "0.1", 0, 4096, Map.of());
        this.<Optional<Claim>>call(
                replica -> replica.attempts().claim(request),
                answer -> {
                    asking = false;
                    if (answer instanceof Answer.Done<Optional<Claim>>(var claim)) {
                        claim.ifPresent(job -> begin(job, askedAt));
                    }
                });
    }

    private <T> void call(Function<SimReplica, T> request, Consumer<Answer<T>> then) {
        int now = life;
        world.network()
                .<T>call(
                        request,
                        answer -> {
                            if (now == life) {
                                live(() -> then.accept(answer));
                            }
                        });
    }

    private void begin(Claim claim, long askedAt) {
        var job = claim.spec().jobId();
        SimInvariants.require(
                claim.resumeFrom() == null
                        || claim.resumeFrom().equals(usable(claim))
                        || world.newestToken(job) > claim.token(),
                13,
                "the newest checkpoint of %s is gone".formatted(job));
        var training = new SimTraining(claim, world.store());
        var begun = new SimAttempt(claim, training, world.stepsOf(claim.spec().jobId()), askedAt);
        attempt = begun;
        in(HEARTBEAT, () -> beat(begun));
        in(random.within(50, 3_000), () -> step(begun));
    }

    private @Nullable CheckpointManifest usable(Claim claim) {
        return SimTraining.usable(claim, world.store()).orElse(null);
    }

    private boolean owned(SimAttempt mine) {
        if (world.mutant() != SimMutant.NO_FENCE && mine.tooQuiet(clock.millis())) {
            drop(mine);
        }
        return !mine.over;
    }

    private void drop(SimAttempt mine) {
        mine.over = true;
        if (attempt == mine) {
            attempt = null;
            in(random.within(1, 200), this::ask);
        }
    }

    private void beat(SimAttempt mine) {
        if (!owned(mine)) {
            return;
        }
        long sent = clock.millis();
        var heartbeat = new Heartbeat(name, mine.training.step(), mine.steps);
        this.<HeartbeatReply>call(
                replica -> {
                    var reply = replica.attempts().heartbeat(mine.job(), token(mine), heartbeat);
                    world.accepted(mine.claim);
                    return reply;
                },
                answer -> {
                    switch (answer) {
                        case Answer.Done<HeartbeatReply>(var reply) -> good(mine, sent, reply);
                        case Answer.Stale<HeartbeatReply> _ -> {
                            // Once the outcome is on its way, a lease that ended is as it should
                            // be.
                            if (!mine.told) {
                                drop(mine);
                            }
                        }
                        case Answer.Refused<HeartbeatReply> _, Answer.Silence<HeartbeatReply> _ ->
                                in(RETRY, () -> beat(mine));
                    }
                });
    }

    private void good(SimAttempt mine, long sent, HeartbeatReply reply) {
        mine.lastGoodBeat = sent;
        if (reply.directive() != Directive.CONTINUE) {
            mine.directive = reply.directive();
        }
        in(HEARTBEAT, () -> beat(mine));
    }

    private long token(SimAttempt mine) {
        return world.mutant() == SimMutant.NO_FENCE
                ? world.newestToken(mine.job())
                : mine.claim.token();
    }

    private void step(SimAttempt mine) {
        if (!owned(mine)) {
            return;
        }
        if (mine.directive != null) {
            stopAtCheckpoint(mine, mine.directive);
        } else if (mine.training.step() >= mine.steps) {
            tell(mine, mine.training.success(world.store(), name));
        } else if (world.breaks()) {
            tell(mine, failure());
        } else {
            mine.training.advance();
            long next = random.within(200, 2_000);
            if (mine.training.step() % SimWorld.CHECKPOINT_EVERY == 0) {
                checkpoint(mine, clock.millis(), () -> in(next, () -> step(mine)));
            } else {
                in(next, () -> step(mine));
            }
        }
    }

    private Outcome failure() {
        if (random.chance(0.3)) {
            return FailureCode.PROCESS_CRASHED.outcome("SIGSEGV").alike("SIGSEGV in libtorch");
        }
        return random.chance(0.2)
                ? FailureCode.LOSS_NOT_FINITE.outcome("the loss is NaN")
                : FailureCode.STORE_UNAVAILABLE.outcome("no store");
    }

    private void stopAtCheckpoint(SimAttempt mine, Directive directive) {
        var stopped = new Outcome.Stopped(directive, mine.training.step());
        boolean newer = mine.training.step() > mine.resumedAt();
        if (directive == Directive.CANCEL || !newer) {
            tell(mine, stopped);
        } else {
            checkpoint(mine, clock.millis(), () -> tell(mine, stopped));
        }
    }

    /// Files first; the row when they are there. Half a minute later the training matters more.
    private void checkpoint(SimAttempt mine, long since, Runnable then) {
        in(
                random.within(10, 500),
                () -> {
                    if (!owned(mine)) {
                        return;
                    }
                    if (random.chance(world.faults().lostObjects())) {
                        then.run();
                        return;
                    }
                    makeKnown(mine, mine.training.checkpoint(world.store()), since, then);
                });
    }

    private void makeKnown(
            SimAttempt mine, CheckpointManifest manifest, long since, Runnable then) {
        this.<Boolean>call(
                replica -> {
                    replica.attempts().checkpoint(mine.job(), token(mine), manifest);
                    world.accepted(mine.claim);
                    return true;
                },
                answer -> {
                    switch (answer) {
                        case Answer.Done<Boolean> _, Answer.Refused<Boolean> _ -> then.run();
                        case Answer.Stale<Boolean> _ -> drop(mine);
                        case Answer.Silence<Boolean> _ -> {
                            if (clock.millis() - since > 30_000) {
                                then.run();
                            } else {
                                checkpoint(mine, since, then);
                            }
                        }
                    }
                });
    }

    private void tell(SimAttempt mine, Outcome outcome) {
        mine.told = true;
        if (!owned(mine)) {
            return;
        }
        this.<Boolean>call(
                replica -> {
                    replica.attempts().finish(mine.job(), token(mine), outcome);
                    return true;
                },
                answer -> {
                    switch (answer) {
                        case Answer.Done<Boolean> _, Answer.Stale<Boolean> _ -> drop(mine);
                        case Answer.Refused<Boolean> _ -> drop(mine);
                        case Answer.Silence<Boolean> _ -> in(RETRY, () -> tell(mine, outcome));
                    }
                });
    }
}
