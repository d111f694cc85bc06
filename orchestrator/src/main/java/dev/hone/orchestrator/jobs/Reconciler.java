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
    private final AttemptEnds ends;
    private final Transitions transitions;
    private final Outbox outbox;
    private final DatabaseClock clock;
    private final MeterRegistry meters;
    private final JobsConfig config;

    Reconciler(
            JobStore jobs,
            AttemptEnds ends,
            Transitions transitions,
            Outbox outbox,
            DatabaseClock clock,
            MeterRegistry meters,
            JobsConfig config) {
        this.jobs = jobs;
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

    @Transactional
    int ringLostBells() {
        var silent = jobs.withoutBell(config.bellEvery(), BELLS);
        for (var job : silent) {
            job.bellAt = clock.now();
            outbox.ring(job.pool, job.id);
        }
        return counted("bell_lost", silent.size());
    }

    private int counted(String what, int rows) {
        if (rows > 0) {
            meters.counter("hone.reconciled", "what", what).increment(rows);
        }
        return rows;
    }
}
