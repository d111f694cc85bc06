package dev.hone.orchestrator.jobs;

import dev.hone.protocol.Claim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// One schedule: control planes, workers, owners and a broker, a time of faults, a time to heal,
/// and what must be true in the end. Everything in it follows from the seed.
final class SimWorld {
    static final String POOL = "default";
    static final int CHECKPOINT_EVERY = 4;

    private static final long TROUBLE = 120_000;

    /// From the last fault to the last job's end: the longest pause between starts, and some.
    private static final long HEALING = 1_800_000;

    private final SimClock clock = new SimClock();
    private final SimStore store = new SimStore();
    private final SimRoster roster = new SimRoster(clock);
    private final List<SimReplica> replicas = new ArrayList<>();
    private final List<SimWorker> workers = new ArrayList<>();
    private final SimRandom random;
    private final SimTables tables;
    private final SimNetwork network;
    private final SimOwners owners;
    private final SimMutant mutant;
    private SimFaults faults;
    private int depth;

    SimWorld(long seed, Set<String> legalMoves, SimMutant mutant) {
        this.random = new SimRandom(seed);
        this.mutant = mutant;
        this.faults = SimFaults.drawn(random);
        this.tables = new SimTables(legalMoves, this::faults, random, this::meanwhile);
        for (int i = 0; i < 2; i++) {
            replicas.add(new SimReplica(tables, clock, store, roster));
        }
        this.network = new SimNetwork(clock, random, replicas, this::faults);
        this.owners = new SimOwners(this, TROUBLE);
    }

    SimClock clock() {
        return clock;
    }

    SimRandom random() {
        return random;
    }

    SimStore store() {
        return store;
    }

    SimRoster roster() {
        return roster;
    }

    SimNetwork network() {
        return network;
    }

    SimFaults faults() {
        return faults;
    }

    SimMutant mutant() {
        return mutant;
    }

    long newestToken(String job) {
        return found(job).token;
    }

    /// A write has just been taken that only the newest attempt may make.
    void accepted(Claim claim) {
        var job = found(claim.spec().jobId());
        SimInvariants.require(
                job.attempt == claim.attempt(),
                4,
                "a write of attempt %d of %s was taken in attempt %d"
                        .formatted(claim.attempt(), job.id, job.attempt));
    }

    int stepsOf(String job) {
        return owners.stepsOf(job);
    }

    /// Whether a step fails now.
    boolean breaks() {
        return random.chance(0.002);
    }

    /// @throws SimViolation if a promise was broken
    void run() {
        people();
        while (clock.step(TROUBLE)) {
            // Events do the work.
        }
        heal();
        long end = clock.millis() + HEALING;
        while (!settled() && clock.step(end)) {
            // Until every job has its end.
        }
        check();
    }

    private void people() {
        for (var replica : replicas) {
            if (mutant != SimMutant.NO_RECONCILER) {
                every(5_000, () -> guarded(replica, replica::reconcile));
            }
            every(1_000, () -> guarded(replica, () -> relay(replica)));
        }
        for (int i = 0; i < random.within(1, 4); i++) {
            workers.add(new SimWorker("worker-" + i, this));
        }
        for (int i = 0; i < random.within(1, 6); i++) {
            owners.submitLater("job-" + i);
        }
        SimTrouble.begin(this, replicas, workers, TROUBLE);
    }

    private void every(long millis, Runnable what) {
        clock.in(
                random.within(0, millis),
                () -> {
                    what.run();
                    every(millis, what);
                });
    }

    private void guarded(SimReplica replica, Runnable what) {
        if (!replica.up()) {
            return;
        }
        try {
            what.run();
        } catch (SimTables.Aborted _) {
            // The next pass does it.
        }
    }

    /// What the relay does in one transaction: a crash behind the publishing publishes twice.
    private void relay(SimReplica replica) {
        var waiting = tables.bells();
        if (waiting.isEmpty()) {
            return;
        }
        waiting.forEach(_ -> publish());
        tables.transaction(() -> {
            tables.markPublished(waiting);
            return replica;
        });
    }

    private void publish() {
        if (!random.chance(faults.lostBells())) {
            ringSomebody();
        }
        if (random.chance(faults.lostBells())) {
            ringSomebody();
        }
    }

    private void ringSomebody() {
        var worker = random.of(workers);
        clock.in(random.within(1, 2_000), worker::hear);
    }

    /// Between two transactions of one request others get their turn.
    private void meanwhile() {
        if (depth < 2 && random.chance(0.05)) {
            depth++;
            for (int i = 0; i < random.within(1, 8); i++) {
                clock.step(clock.millis() + random.within(0, 2_000));
            }
            depth--;
        }
    }

    private void heal() {
        faults = SimFaults.NONE;
        roster.resumeAll();
        replicas.forEach(replica -> replica.up(true));
        workers.forEach(SimWorker::thaw);
        workers.forEach(SimWorker::restart);
        every(5_000, this::resumeAll);
    }

    private void resumeAll() {
        for (var job : tables.jobs()) {
            if (job.state() instanceof JobState.Paused) {
                owners.ask(job.id, "resume");
            }
        }
    }

    private JobEntity found(String id) {
        return tables.jobs().stream().filter(job -> job.id.equals(id)).findFirst().orElseThrow();
    }

    private boolean settled() {
        return tables.jobs().stream().allMatch(job -> job.state().terminal());
    }

    private void check() {
        for (var id : owners.submitted()) {
            SimInvariants.require(
                    tables.jobs().stream().anyMatch(job -> job.id.equals(id)),
                    1,
                    "%s was accepted and is lost".formatted(id));
        }
        for (var job : tables.jobs()) {
            SimInvariants.require(
                    job.state().terminal(),
                    9,
                    "%s is still %s half an hour after all had healed"
                            .formatted(job.id, job.state));
            tables.adapters(job.id).forEach(adapter -> sameAsUndisturbed(job, adapter));
        }
    }

    private void sameAsUndisturbed(JobEntity job, SimTables.AdapterRow adapter) {
        var bytes = store.bytes(adapter.files().getFirst().object().key());
        SimInvariants.require(
                Arrays.equals(bytes, SimTraining.undisturbed(job.spec().seed(), stepsOf(job.id))),
                12,
                "the adapter of %s is not that of an undisturbed run".formatted(job.id));
    }
}
