package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.ids.Ids;
import dev.hone.orchestrator.outbox.Outbox;
import dev.hone.orchestrator.store.Verifier;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Directive;
import dev.hone.protocol.Heartbeat;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/// One control plane of a simulated world: the protocol's own classes over simulated stores. Each
/// method that has a transaction in production has one here.
final class SimReplica {
    static final MeterRegistry METERS = new SimpleMeterRegistry();

    private final SimTables tables;
    private final SimStore store;
    private final SimRoster roster;
    private final Parts parts;
    private final Attempts attempts;
    private final Commands commands;
    private final Reconciler reconciler;
    private final Preemptions preemptions;
    private boolean up = true;

    /// What the protocol's classes share.
    private record Parts(SimJobs jobs, Transitions transitions, AttemptEnds ends, SimClock clock) {}

    SimReplica(SimTables tables, SimClock clock, SimStore store, SimRoster roster) {
        this.tables = tables;
        this.store = store;
        this.roster = roster;
        var jobs = new SimJobs(tables, clock);
        var outbox = new Bells(tables);
        var transitions = new Transitions(jobs, clock, outbox, new NoEvents(), METERS, _ -> {});
        this.parts = new Parts(jobs, transitions, new AttemptEnds(transitions, jobs, clock), clock);
        this.attempts =
                new Attempts(
                        new TransactedClaims(),
                        new TransactedLeases(),
                        new TransactedCheckpoints(),
                        new TransactedOutcomes(),
                        new Verifier(store));
        this.commands = new Commands(jobs, transitions, clock, (_, _, _, _) -> {}, SimConfig.JOBS);
        this.reconciler =
                new Reconciler(
                        jobs,
                        new SimQueue(tables, clock),
                        parts.ends(),
                        transitions,
                        outbox,
                        clock,
                        METERS,
                        SimConfig.JOBS);
        this.preemptions =
                new Preemptions(
                        new SimQueue(tables, clock),
                        new SimFleet(tables, roster),
                        jobs,
                        new NoEvents(),
                        METERS,
                        SimConfig.SCHEDULING);
    }

    boolean up() {
        return up;
    }

    void up(boolean now) {
        up = now;
    }

    Attempts attempts() {
        return attempts;
    }

    void submit(JobEntity job) {
        tables.transaction(() -> {
            parts.transitions().begin(job);
            parts.transitions().move(job, new JobState.Validating().accept(), "valid");
            return job;
        });
    }

    void cancel(String project, String id) {
        tables.transaction(() -> commands.cancel(project, id));
    }

    void pause(String project, String id) {
        tables.transaction(() -> commands.pause(project, id));
    }

    void resume(String project, String id) {
        tables.transaction(() -> commands.resume(project, id));
    }

    void reconcile() {
        tables.transaction(reconciler::endExpiredLeases);
        tables.transaction(reconciler::requeueRetries);
        tables.transaction(reconciler::stopOverdue);
        tables.transaction(reconciler::ringLostBells);
        tables.transaction(() -> preemptions.makeRoom(SimWorld.POOL));
    }

    /// The outbox, into the tables.
    private record Bells(SimTables tables) implements Outbox {
        @Override
        public void ring(String pool, String jobId) {
            tables.addBell(pool, jobId);
        }

        @Override
        public void prune(Duration age) {}
    }

    private final class TransactedClaims extends Claims {
        TransactedClaims() {
            super(
                    roster,
                    parts.jobs(),
                    new NextJob(new SimQueue(tables, parts.clock()), SimConfig.SCHEDULING),
                    parts.jobs(),
                    parts.jobs(),
                    parts.ends(),
                    parts.transitions(),
                    parts.clock(),
                    SimConfig.POOLS,
                    SimConfig.JOBS);
        }

        @Override
        ClaimAnswer claim(ClaimRequest request) {
            return tables.transaction(() -> super.claim(request));
        }
    }

    private final class TransactedLeases extends Leases {
        TransactedLeases() {
            super(parts.jobs(), roster, SimConfig.JOBS);
        }

        @Override
        Optional<Directive> renew(String jobId, long token, Heartbeat heartbeat) {
            return tables.transaction(() -> super.renew(jobId, token, heartbeat));
        }
    }

    private final class TransactedCheckpoints extends Checkpoints {
        TransactedCheckpoints() {
            super(
                    parts.jobs(),
                    parts.jobs(),
                    new Ids(new Random(0)),
                    store,
                    tables::afterCommit,
                    SimConfig.JOBS);
        }

        @Override
        void add(String jobId, long token, CheckpointManifest manifest) {
            tables.transaction(() -> {
                super.add(jobId, token, manifest);
                return token;
            });
        }
    }

    private final class TransactedOutcomes extends Outcomes {
        TransactedOutcomes() {
            super(
                    parts.jobs(),
                    parts.jobs(),
                    parts.ends(),
                    parts.transitions(),
                    (job, outcome) ->
                            tables.addAdapter(
                                    new SimTables.AdapterRow(
                                            job.id, job.token, outcome.adapter().files())),
                    parts.clock(),
                    (_, _, _, _) -> {},
                    new UnmappedFailures(METERS, _ -> {}),
                    SimConfig.JOBS);
        }

        @Override
        Finalization beginFinalizing(String jobId, long token, String digest) {
            return tables.transaction(() -> super.beginFinalizing(jobId, token, digest));
        }

        @Override
        JobSpec specOf(String jobId) {
            return tables.transaction(() -> super.specOf(jobId));
        }

        @Override
        void succeed(String jobId, long token, Outcome.Succeeded outcome, String digest) {
            tables.transaction(() -> {
                super.succeed(jobId, token, outcome, digest);
                return token;
            });
        }

        @Override
        void end(String jobId, long token, Outcome outcome, String digest) {
            tables.transaction(() -> {
                super.end(jobId, token, outcome, digest);
                return token;
            });
        }
    }
}
