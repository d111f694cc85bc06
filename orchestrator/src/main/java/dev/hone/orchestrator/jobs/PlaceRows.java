package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.scheduling.Forecast;
import dev.hone.orchestrator.scheduling.PriorityClass;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Reads what a pool's queue consists of.
@ApplicationScoped
class PlaceRows {
    private final Session session;

    PlaceRows(Session session) {
        this.session = session;
    }

    /// Those that wait, by age.
    List<Forecast.Waiting> waiting(String pool) {
        return session
                .createNativeQuery(
                        """
                        SELECT j.id AS job, j.project AS project, j.priority AS priority,
                            j.created_at AS since, q.seconds AS seconds
                        FROM jobs j LEFT JOIN job_quotes q ON q.job_id = j.id
                        WHERE j.state = 'queued' AND j.pool = :pool ORDER BY j.created_at, j.id
                        """,
                        Tuple.class)
                .setParameter("pool", pool)
                .getResultList()
                .stream()
                .map(row ->
                        new Forecast.Waiting(
                                row.get("job", String.class),
                                row.get("project", String.class),
                                PriorityClass.of(row.get("priority", Integer.class)),
                                row.get("since", Instant.class),
                                number(row.get("seconds"))))
                .toList();
    }

    /// A worker without a job asks every ten seconds.
    int idle(String pool) {
        return session.createNativeQuery(
                        """
                        SELECT count(*) FROM workers w
                        WHERE w.pool = :pool
                          AND w.drain IS NULL
                          AND w.last_seen_at > clock_timestamp() - interval '30 seconds'
                          AND NOT EXISTS (
                              SELECT FROM jobs j WHERE j.worker = w.id AND j.state IN
                                  ('running', 'finalizing', 'pausing', 'cancelling'))
                        """,
                        Long.class)
                .setParameter("pool", pool)
                .getSingleResult()
                .intValue();
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : null;
    }
}
