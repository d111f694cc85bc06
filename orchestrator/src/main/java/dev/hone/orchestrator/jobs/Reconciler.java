package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/// Puts right what nobody else will: leases that ran out, retries that are due, jobs whose bell was
/// lost. It is part of the protocol: without it one lost message leaves a job waiting for ever.
/// Each pass takes rows that no other replica holds.
@ApplicationScoped
class Reconciler {
    private static final int BATCH = 100;

    /// Bells of one pass: enough to wake every worker, few enough not to flood the topic.
    private static final int BELLS = 50;

    private final JobStore jobs;
    private final QueueStore queue;
    private final AttemptEnds ends;
    private final Transitions transitions;
    private final Outbox outbox;
    private final DatabaseClock clock;
    private final MeterRegistry meters;
    private final JobsConfig config;

    Reconciler(
            JobStore jobs,
            QueueStore queue,
            AttemptEnds ends,
            Transitions transitions,
            Outbox outbox,
            DatabaseClock clock,
            MeterRegistry meters,
            JobsConfig config) {
        this.jobs = jobs;
        this.queue = queue;
        this.ends = ends;
        this.transitions = transitions;
        this.outbox = outbox;
        this.clock = clock;
        this.meters = meters;
        this.config = config;
    }

    /// Running and finalizing jobs are started again, pausing ones are paused, cancelling ones are
    /// cancelled: their workers are gone.
    @Transactional
    int endExpiredLeases() {
        var expired = jobs.expired(BATCH);
        for (var job : expired) {
            var reason = "lease expired: worker %s is silent".formatted(job.worker);
            ends.apply(job, Verdict.ofLostWorker(job, reason, config));
        }
        return counted("lease_expired", expired.size());
    }

    @Transactional
    int requeueRetries() {
        var due = jobs.retryDue(BATCH);
        for (var job : due) {
            if (job.state() instanceof JobState.Retrying retrying) {
                transitions.move(job, retrying.requeue(), "ready for another start");
            }
        }
        return counted("retry_due", due.size());
    }

    /// A running job stops at a checkpoint, any other ends at once.
    @Transactional
    int stopOverdue() {
        var overdue = jobs.overdue(BATCH);
        overdue.forEach(one -> stop(one.job(), one.usedSeconds()));
        return counted("limit_passed", overdue.size());
    }

    private void stop(JobEntity job, double usedSeconds) {
        var limit = Limits.passed(job, usedSeconds, clock.now());
        if (limit == null) {
            return;
        }
        var cause = Limits.failure(job, limit);
        var reason = "%s: %s".formatted(cause.code(), cause.message());
        switch (job.state()) {
            case JobState.Running running -> {
                job.stopCause = limit;
                transitions.move(job, running.pause(), reason);
            }
            case JobState.Validating validating ->
                    transitions.move(job, validating.fail(cause), reason);
            case JobState.Queued queued -> transitions.move(job, queued.fail(cause), reason);
            case JobState.Retrying retrying -> transitions.move(job, retrying.fail(cause), reason);
            case JobState.Paused paused -> transitions.move(job, paused.fail(cause), reason);
            case JobState.Finalizing _, JobState.Pausing _, JobState.Cancelling _ -> {
                // Will not run on in any case.
            }
            case JobState.Succeeded _, JobState.Failed _, JobState.Cancelled _ -> {
                // Has ended meanwhile.
            }
        }
    }

    @Transactional
    int ringLostBells() {
        var silent = jobs.withoutBell(config.bellEvery(), BELLS);
        var now = clock.now();
        for (var job : silent) {
            job.bellAt = now;
            outbox.ring(job.pool, job.id);
        }
        return counted("bell_lost", silent.size());
    }

    /// Shares by what attempts took, not by what they were expected to take.
    @Transactional
    int settleShares() {
        return queue.settle(BATCH);
    }

    private int counted(String what, int rows) {
        if (rows > 0) {
            meters.counter("hone.reconciled", "what", what).increment(rows);
        }
        return rows;
    }
}
