package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.scheduling.Traits;
import dev.hone.orchestrator.workers.PoolsConfig;
import dev.hone.orchestrator.workers.Roster;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.ClaimRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/// Hands jobs to workers.
@ApplicationScoped
class Claims {
    private final Roster workers;
    private final JobStore jobs;
    private final NextJob nextJob;
    private final AttemptStore attempts;
    private final CheckpointStore checkpoints;
    private final AttemptEnds ends;
    private final Transitions transitions;
    private final DatabaseClock clock;
    private final PoolsConfig pools;
    private final JobsConfig config;

    Claims(
            Roster workers,
            JobStore jobs,
            NextJob nextJob,
            AttemptStore attempts,
            CheckpointStore checkpoints,
            AttemptEnds ends,
            Transitions transitions,
            DatabaseClock clock,
            PoolsConfig pools,
            JobsConfig config) {
        this.workers = workers;
        this.jobs = jobs;
        this.nextJob = nextJob;
        this.attempts = attempts;
        this.checkpoints = checkpoints;
        this.ends = ends;
        this.transitions = transitions;
        this.clock = clock;
        this.pools = pools;
        this.config = config;
    }

    @Transactional
    ClaimAnswer claim(ClaimRequest request) {
        checkPool(request.pool());
        boolean served = workers.asks(request);
        giveUpWhatItHeld(request.worker());
        if (!served) {
            return new ClaimAnswer.Drained();
        }
        var worker = new Traits(request.labels(), request.memoryMebibytes());
        return nextJob.choose(request.pool(), worker)
                .<ClaimAnswer>map(next -> new ClaimAnswer.Given(give(next, request.worker())))
                .orElseGet(ClaimAnswer.NothingWaits::new);
    }

    /// A worker trains one job at a time: if it asks for work, it has lost what it held, be it that
    /// it was started anew or that it never saw the answer to its last question.
    private void giveUpWhatItHeld(String worker) {
        for (var job : jobs.ownedBy(worker)) {
            ends.apply(
                    job,
                    Verdict.ofLostWorker(
                            job, "its worker %s asked for new work".formatted(worker), config));
        }
    }

    private Claim give(NextJob.Chosen next, String worker) {
        var job = next.job();
        if (!(job.state() instanceof JobState.Queued queued)) {
            throw new IllegalStateException("claimed job %s is not queued".formatted(job.id));
        }
        boolean again = job.attempt > 0;
        List<CheckpointManifest> resumable =
                again ? checkpoints.newest(job.id, config.keepCheckpoints()) : List.of();
        int calls = again ? attempts.smallerCalls(job.id).map(SmallerCalls::most).orElse(0) : 0;
        job.token++;
        job.attempt++;
        job.worker = worker;
        job.leaseExpiresAt = clock.now().plus(config.lease());
        transitions.move(job, queued.claim(), started(job, worker, calls));
        attempts.begin(
                job, worker, resumable.isEmpty() ? 0 : resumable.getFirst().step(), next.seconds());
        return new Claim(
                job.spec(),
                job.attempt,
                job.token,
                config.leaseForWorkers(),
                resumable.isEmpty() ? null : resumable.getFirst(),
                resumable.stream().skip(1).toList(),
                calls,
                StorePrefix.of(job.id, job.token));
    }

    /// @param calls tokens of a call at most, 0 for no limit
    private static String started(JobEntity job, String worker, int calls) {
        return "started by %s, start %d%s"
                .formatted(
                        worker,
                        job.attempt,
                        calls == 0 ? "" : ", with calls of at most %d tokens".formatted(calls));
    }

    private void checkPool(String pool) {
        if (!pools.pools().contains(pool)) {
            throw ApiException.invalid(
                    "pool",
                    "unknown_pool",
                    "pool must be one of %s, was \"%s\"".formatted(pools.pools(), pool));
        }
    }
}
