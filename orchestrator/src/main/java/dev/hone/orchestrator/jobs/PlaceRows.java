package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.scheduling.Forecast;
import dev.hone.orchestrator.scheduling.Needs;
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
                            CAST(j.needs AS text) AS needs, j.created_at AS since, q.seconds AS seconds
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
                                Json.read(row.get("needs", String.class), Needs.class),
                                row.get("since", Instant.class),
                                number(row.get("seconds"))))
                .toList();
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : null;
    }
}
