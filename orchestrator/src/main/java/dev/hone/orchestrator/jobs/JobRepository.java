package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.sql.Column;
import dev.hone.protocol.Heartbeat;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps jobs in a table.
@ApplicationScoped
class JobRepository implements PanacheRepositoryBase<JobEntity, String>, JobStore {

    @Override
    public void add(JobEntity job) {
        persist(job);
    }

    @Override
    public void keep(Move move) {
        flush();
        getSession()
                .createNativeMutationQuery(
                        """
                        INSERT INTO job_history
                            (job_id, from_state, to_state, at, attempt, token, reason)
                        VALUES (:job, :from, :to, :at, :attempt, :token, :reason)
                        """)
                .setParameter("job", move.jobId())
                .setParameter("from", move.from(), String.class)
                .setParameter("to", move.to())
                .setParameter("at", move.at())
                .setParameter("attempt", move.attempt())
                .setParameter("token", move.token())
                .setParameter("reason", move.reason())
                .executeUpdate();
    }

    Optional<JobEntity> of(String project, String id) {
        return find("id = ?1 AND project = ?2", id, project).firstResultOptional();
    }

    @Override
    public Optional<JobEntity> lock(String id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    @Override
    public Optional<JobEntity> lock(String project, String id) {
        return find("id = ?1 AND project = ?2", id, project)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /// Jobs that wait for a preflight.
    List<JobEntity> awaiting(String preflight) {
        return rows(
                """
                SELECT id FROM jobs WHERE state = 'validating' AND preflight = :preflight
                ORDER BY created_at, id FOR UPDATE
                """,
                Map.of("preflight", preflight));
    }

    List<JobEntity> page(String project, @Nullable String after, int size) {
        if (after == null) {
            return find("project = ?1 ORDER BY createdAt DESC, id DESC", project)
                    .page(0, size)
                    .list();
        }
        return find(
                        """
                        project = ?1 AND (createdAt, id) < (
                            (SELECT j.createdAt FROM JobEntity j
                             WHERE j.id = ?2 AND j.project = ?1),
                            ?2)
                        ORDER BY createdAt DESC, id DESC
                        """,
                        project,
                        after)
                .page(0, size)
                .list();
    }

    @Override
    public List<JobEntity> ownedBy(String worker) {
        return rows(
                """
                SELECT id FROM jobs
                WHERE state IN ('running', 'finalizing', 'pausing', 'cancelling')
                  AND worker = :worker
                FOR UPDATE SKIP LOCKED
                """,
                Map.of("worker", worker));
    }

    @Override
    public List<JobEntity> expired(int size) {
        return rows(
                """
                SELECT id FROM jobs
                WHERE state IN ('running', 'finalizing', 'pausing', 'cancelling')
                  AND lease_expires_at < clock_timestamp()
                ORDER BY lease_expires_at LIMIT :size FOR UPDATE SKIP LOCKED
                """,
                Map.of("size", size));
    }

    @Override
    public List<JobEntity> retryDue(int size) {
        return rows(
                """
                SELECT id FROM jobs
                WHERE state = 'retrying' AND retry_at <= clock_timestamp()
                ORDER BY retry_at LIMIT :size FOR UPDATE SKIP LOCKED
                """,
                Map.of("size", size));
    }

    @Override
    public List<JobEntity> withoutBell(Duration silence, int size) {
        return rows(
                """
                SELECT j.id FROM jobs j
                WHERE j.state = 'queued'
                  AND j.bell_at < clock_timestamp() - make_interval(secs => :seconds)
                  AND NOT EXISTS (
                      SELECT FROM outbox o WHERE o.published_at IS NULL AND o.key = j.id)
                ORDER BY j.bell_at LIMIT :size FOR UPDATE OF j SKIP LOCKED
                """,
                Map.of("seconds", silence.toMillis() / 1000.0, "size", size));
    }

    @Override
    public List<Overdue> overdue(int size) {
        return getSession()
                .createNativeQuery(
                        """
                        SELECT j.id AS id, used.seconds AS seconds FROM jobs j, LATERAL (
                            SELECT CAST(coalesce(sum(extract(epoch FROM
                                coalesce(a.ended_at, clock_timestamp()) - a.started_at)), 0)
                                AS double precision) AS seconds
                            FROM attempts a WHERE a.job_id = j.id) used
                        WHERE j.finished_at IS NULL AND j.stop_cause IS NULL
                          AND (j.deadline_at IS NOT NULL OR j.budget_seconds IS NOT NULL)
                          AND j.state IN ('validating', 'queued', 'retrying', 'paused', 'running')
                          AND (j.deadline_at < clock_timestamp()
                              OR j.budget_seconds <= used.seconds)
                        ORDER BY j.id LIMIT :size FOR UPDATE OF j SKIP LOCKED
                        """,
                        Tuple.class)
                .setParameter("size", size)
                .getResultList()
                .stream()
                .map(row ->
                        new Overdue(
                                findById(row.get("id", String.class)),
                                row.get("seconds", Double.class)))
                .toList();
    }

    @Override
    public Optional<Renewed> renew(String id, long token, Heartbeat heartbeat, Duration lease) {
        return getSession()
                .createNativeQuery(
                        """
                        UPDATE jobs SET
                            lease_expires_at = CASE state
                                WHEN 'cancelling' THEN lease_expires_at
                                ELSE clock_timestamp() + make_interval(secs => :lease) END,
                            step = :step,
                            total_steps = CASE :total WHEN 0 THEN total_steps ELSE :total END
                        WHERE id = :job AND token = :token
                          AND state IN ('running', 'finalizing', 'pausing', 'cancelling')
                        RETURNING state AS state, yields AS yields
                        """,
                        Tuple.class)
                .setParameter("lease", lease.toMillis() / 1000.0)
                .setParameter("step", heartbeat.step())
                .setParameter("total", heartbeat.totalSteps())
                .setParameter("job", id)
                .setParameter("token", token)
                .getResultList()
                .stream()
                .map(row ->
                        new Renewed(
                                row.get("state", String.class), row.get("yields", Boolean.class)))
                .findFirst();
    }

    /// @param sql that locks the jobs, so that they are read as they are under the lock
    private List<JobEntity> rows(String sql, Map<String, ?> parameters) {
        var query = Column.of(getSession(), "id", String.class, sql);
        parameters.forEach(query::setParameter);
        var ids = query.getResultList();
        return ids.isEmpty() ? List.of() : getSession().findMultiple(JobEntity.class, ids);
    }
}
