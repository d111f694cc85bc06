package dev.hone.orchestrator.jobs;

import dev.hone.protocol.Directive;
import dev.hone.protocol.Heartbeat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/// Renews leases: one statement, guarded by token and state, by the database's clock.
@ApplicationScoped
class Leases {
    private final Session session;
    private final JobsConfig config;

    Leases(Session session, JobsConfig config) {
        this.session = session;
        this.config = config;
    }

    /// A cancelled job's lease is not renewed: its worker has only the grace it was given to stop.
    ///
    /// @return what the worker is wanted to do; empty if the token does not own the job
    @Transactional
    Optional<Directive> renew(String jobId, long token, Heartbeat heartbeat) {
        List<String> states =
                session.createNativeQuery(
                                """
                                UPDATE jobs SET
                                    lease_expires_at = CASE state
                                        WHEN 'cancelling' THEN lease_expires_at
                                        ELSE clock_timestamp() + make_interval(secs => :lease) END,
                                    step = :step,
                                    total_steps = CASE :total WHEN 0 THEN total_steps ELSE :total END
                                WHERE id = :job AND token = :token
                                  AND state IN ('running', 'finalizing', 'pausing', 'cancelling')
                                RETURNING state
                                """,
                                String.class)
                        .setParameter("lease", config.lease().toMillis() / 1000.0)
                        .setParameter("step", heartbeat.step())
                        .setParameter("total", heartbeat.totalSteps())
                        .setParameter("job", jobId)
                        .setParameter("token", token)
                        .getResultList();
        return states.stream().findFirst().map(Leases::directive);
    }

    private static Directive directive(String state) {
        return switch (state) {
            case "cancelling" -> Directive.CANCEL;
            case "pausing" -> Directive.PAUSE;
            default -> Directive.CONTINUE;
        };
    }
}
