package dev.hone.orchestrator.jobs;

import dev.hone.protocol.Directive;
import dev.hone.protocol.Heartbeat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/// Renews leases: one statement, guarded by token and state, by the database's clock.
@ApplicationScoped
class Leases {
    private final JobStore jobs;
    private final JobsConfig config;

    Leases(JobStore jobs, JobsConfig config) {
        this.jobs = jobs;
        this.config = config;
    }

    /// A cancelled job's lease is not renewed: its worker has only the grace it was given to stop.
    ///
    /// @return what the worker is wanted to do; empty if the token does not own the job
    @Transactional
    Optional<Directive> renew(String jobId, long token, Heartbeat heartbeat) {
        return jobs.renew(jobId, token, heartbeat, config.lease()).map(Leases::directive);
    }

    private static Directive directive(String state) {
        return switch (state) {
            case "cancelling" -> Directive.CANCEL;
            case "pausing" -> Directive.PAUSE;
            default -> Directive.CONTINUE;
        };
    }
}
