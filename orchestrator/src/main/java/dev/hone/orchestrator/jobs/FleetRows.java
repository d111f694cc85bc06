package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.locks.TransactionLock;
import dev.hone.orchestrator.scheduling.PriorityClass;
import dev.hone.orchestrator.scheduling.Running;
import dev.hone.orchestrator.scheduling.Traits;
import dev.hone.orchestrator.workers.WorkerTraits;
import dev.hone.orchestrator.workers.WorkersConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/// Reads workers and their jobs from their tables.
@ApplicationScoped
class FleetRows implements FleetStore {
    private final Session session;
    private final WorkersConfig config;

    FleetRows(Session session, WorkersConfig config) {
        this.session = session;
        this.config = config;
    }

    @Override
    public List<Traits> idle(String pool) {
        return session
                .createNativeQuery(
                        """
                        SELECT CAST(w.labels AS text) AS labels, w.memory_mebibytes AS memory
                        FROM workers w
                        WHERE w.pool = :pool
                          AND w.drain IS NULL
                          AND w.last_seen_at > clock_timestamp() - make_interval(secs => :seconds)
                          AND NOT EXISTS (
                              SELECT FROM jobs j WHERE j.worker = w.id AND j.state IN
                                  ('running', 'finalizing', 'pausing', 'cancelling'))
                        """,
                        Tuple.class)
                .setParameter("pool", pool)
                .setParameter("seconds", config.silentSeconds())
                .getResultList()
                .stream()
                .map(WorkerTraits::of)
                .toList();
    }

    @Override
    public List<Running> running(String pool) {
        return session
                .createNativeQuery(
                        """
                        SELECT j.id AS job, j.project AS project, j.priority AS priority,
                            j.created_at AS submitted, j.yields AS yields,
                            coalesce(a.started_at, j.started_at, j.created_at) AS started,
                            coalesce(CAST(w.labels AS text), '{}') AS labels,
                            coalesce(w.memory_mebibytes, 0) AS memory
                        FROM jobs j LEFT JOIN attempts a ON a.job_id = j.id AND a.token = j.token
                            LEFT JOIN workers w ON w.id = j.worker
                        WHERE j.pool = :pool AND j.state IN
                            ('running', 'finalizing', 'pausing', 'cancelling')
                        ORDER BY j.id
                        """,
                        Tuple.class)
                .setParameter("pool", pool)
                .getResultList()
                .stream()
                .map(row ->
                        new Running(
                                row.get("job", String.class),
                                row.get("project", String.class),
                                PriorityClass.of(row.get("priority", Integer.class)),
                                row.get("submitted", Instant.class),
                                row.get("started", Instant.class),
                                WorkerTraits.of(row),
                                row.get("yields", Boolean.class)))
                .toList();
    }

    @Override
    public void decide(String pool) {
        TransactionLock.hold(session, "preemption:" + pool);
    }
}
