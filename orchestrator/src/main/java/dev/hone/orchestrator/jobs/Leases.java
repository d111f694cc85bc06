package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.workers.Drain;
import dev.hone.orchestrator.workers.Roster;
import dev.hone.protocol.Directive;
import dev.hone.protocol.Heartbeat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/// Renews leases: one statement, guarded by token and state, by the database's clock.
@ApplicationScoped
class Leases {
    private final JobStore jobs;
    private final Roster workers;
    private final JobsConfig config;

    Leases(JobStore jobs, Roster workers, JobsConfig config) {
        this.jobs = jobs;
        this.workers = workers;
        this.config = config;
    }

    /// A cancelled job's lease is not renewed: its worker has only the grace it was given to stop.
    ///
    /// @return what the worker is wanted to do; empty if the token does not own the job
    @Transactional
    Optional<Directive> renew(String jobId, long token, Heartbeat heartbeat) {
        return jobs.renew(jobId, token, heartbeat, config.lease())
                .map(job -> directive(job, workers.heard(heartbeat.worker())));
    }

    private static Directive directive(JobStore.Renewed job, Optional<Drain> drain) {
        return switch (job.state()) {
            case "cancelling" -> Directive.CANCEL;
            case "pausing" -> Directive.PAUSE;
            case "running" ->
                    job.yields() || drain.filter(Drain.HAND_OVER::equals).isPresent()
                            ? Directive.PREEMPT
                            : Directive.CONTINUE;
            default -> Directive.CONTINUE;
        };
    }
}
