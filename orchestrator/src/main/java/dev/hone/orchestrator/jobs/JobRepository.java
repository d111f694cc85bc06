package dev.hone.orchestrator.jobs;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class JobRepository implements PanacheRepositoryBase<JobEntity, String> {

    Optional<JobEntity> of(String project, String id) {
        return find("id = ?1 AND project = ?2", id, project).firstResultOptional();
    }

    /// Every change of a job begins with its lock, and reads the row only under it: so changes come
    /// one after the other and none is decided on what was true before.
    Optional<JobEntity> lock(String id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    Optional<JobEntity> lock(String project, String id) {
        return find("id = ?1 AND project = ?2", id, project)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /// Jobs that wait for a preflight.
    List<JobEntity> awaiting(String preflight) {
        return rows(
                """
                SELECT * FROM jobs WHERE state = 'validating' AND preflight = :preflight
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

    /// The best waiting job that nobody else is looking at: priority, then the project with the
    /// fewest jobs at work, then age.
    Optional<JobEntity> best(String pool) {
        return rows(
                        """
                        SELECT j.* FROM jobs j
                        LEFT JOIN (
                            SELECT project, count(*) AS owned FROM jobs
                            WHERE state IN ('running', 'finalizing', 'pausing', 'cancelling')
                            GROUP BY project) share ON share.project = j.project
                        WHERE j.state = 'queued' AND j.pool = :pool
                        ORDER BY j.priority DESC, coalesce(share.owned, 0), j.created_at, j.id
                        LIMIT 1 FOR UPDATE OF j SKIP LOCKED
                        """,
                        Map.of("pool", pool))
                .stream()
                .findFirst();
    }

    /// What a worker still owns.
    List<JobEntity> ownedBy(String worker) {
        return rows(
                """
                SELECT * FROM jobs
                WHERE state IN ('running', 'finalizing', 'pausing', 'cancelling')
                  AND worker = :worker
                FOR UPDATE SKIP LOCKED
                """,
                Map.of("worker", worker));
    }

    List<JobEntity> expired(int size) {
        return rows(
                """
                SELECT * FROM jobs
                WHERE state IN ('running', 'finalizing', 'pausing', 'cancelling')
                  AND lease_expires_at < clock_timestamp()
                ORDER BY lease_expires_at LIMIT :size FOR UPDATE SKIP LOCKED
                """,
                Map.of("size", size));
    }

    List<JobEntity> retryDue(int size) {
        return rows(
                """
                SELECT * FROM jobs
                WHERE state = 'retrying' AND retry_at <= clock_timestamp()
                ORDER BY retry_at LIMIT :size FOR UPDATE SKIP LOCKED
                """,
                Map.of("size", size));
    }

    /// Waiting for long, and no bell on its way.
    List<JobEntity> withoutBell(Duration silence, int size) {
        return rows(
                """
                SELECT j.* FROM jobs j
                WHERE j.state = 'queued'
                  AND j.bell_at < clock_timestamp() - make_interval(secs => :seconds)
                  AND NOT EXISTS (
                      SELECT FROM outbox o WHERE o.published_at IS NULL AND o.key = j.id)
                ORDER BY j.bell_at LIMIT :size FOR UPDATE OF j SKIP LOCKED
                """,
                Map.of("seconds", silence.toMillis() / 1000.0, "size", size));
    }

    /// Places in the queues of those that wait: 1 is next.
    Map<String, Integer> positions(Collection<String> waiting) {
        var positions = new HashMap<String, Integer>();
        if (waiting.isEmpty()) {
            return positions;
        }
        List<Tuple> rows =
                getSession()
                        .createNativeQuery(
                                """
                                SELECT id, place FROM (
                                    SELECT id, row_number() OVER (
                                        PARTITION BY pool
                                        ORDER BY priority DESC, created_at, id) AS place
                                    FROM jobs WHERE state = 'queued') queue
                                WHERE id IN (:ids)
                                """,
                                Tuple.class)
                        .setParameter("ids", waiting)
                        .getResultList()
                        .stream()
                        .toList();
        rows.forEach(row ->
                positions.put(
                        row.get("id", String.class), row.get("place", Long.class).intValue()));
        return positions;
    }

    private List<JobEntity> rows(String sql, Map<String, ?> parameters) {
        var query = getSession().createNativeQuery(sql, JobEntity.class);
        parameters.forEach(query::setParameter);
        return query.getResultList();
    }
}
