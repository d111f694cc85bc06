package dev.hone.orchestrator.workers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Reads workers together with the jobs they own.
@ApplicationScoped
class WorkerViews {
    private static final String SELECT =
            """
            SELECT w.id AS id, w.pool AS pool, w.device AS device, w.version AS version,
                w.protocol AS protocol, w.memory_mebibytes AS memory,
                CAST(w.labels AS text) AS labels, w.place AS place, w.drain AS drain,
                w.first_seen_at AS first_seen, w.last_seen_at AS last_seen,
                w.home IS NULL OR w.last_seen_at
                    < clock_timestamp() - make_interval(secs => :silence) AS silent,
                job.id AS job, coalesce(job.step, 0) AS step,
                coalesce(job.total_steps, 0) AS total_steps
            FROM workers w LEFT JOIN LATERAL (
                SELECT id, step, total_steps FROM jobs
                WHERE worker = w.id AND state IN ('running', 'finalizing', 'pausing', 'cancelling')
                ORDER BY lease_expires_at DESC LIMIT 1) job ON true
            """;

    private final Session session;
    private final WorkersConfig config;

    WorkerViews(Session session, WorkersConfig config) {
        this.session = session;
        this.config = config;
    }

    Optional<WorkerView> find(String id) {
        return query("WHERE w.id = :id", Map.of("id", id)).stream().findFirst();
    }

    /// By name.
    ///
    /// @param after name of the last one of the page before
    List<WorkerView> page(@Nullable String after, int size) {
        return query(
                "WHERE w.id > :after ORDER BY w.id LIMIT :size",
                Map.of("after", Objects.requireNonNullElse(after, ""), "size", size));
    }

    private List<WorkerView> query(String rest, Map<String, ?> parameters) {
        var query = session.createNativeQuery(SELECT + rest, Tuple.class);
        query.setParameter("silence", config.silentSeconds());
        parameters.forEach(query::setParameter);
        return query.getResultList().stream().map(WorkerViews::view).toList();
    }

    private static WorkerView view(Tuple row) {
        var drain = Optional.ofNullable(row.get("drain", String.class)).flatMap(Drain::of);
        var job = row.get("job", String.class);
        return new WorkerView(
                row.get("id", String.class),
                row.get("pool", String.class),
                row.get("device", String.class),
                row.get("version", String.class),
                row.get("protocol", Integer.class),
                row.get("memory", Long.class),
                WorkerTraits.labels(row),
                row.get("place", String.class),
                WorkerState.of(row.get("silent", Boolean.class), job != null, drain.isPresent()),
                drain.orElse(null),
                job,
                row.get("step", Integer.class),
                row.get("total_steps", Integer.class),
                row.get("first_seen", Instant.class),
                row.get("last_seen", Instant.class));
    }
}
