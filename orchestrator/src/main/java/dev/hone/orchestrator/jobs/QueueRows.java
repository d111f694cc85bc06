package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.scheduling.Lane;
import dev.hone.orchestrator.scheduling.Needs;
import dev.hone.orchestrator.scheduling.PriorityClass;
import dev.hone.orchestrator.scheduling.Share;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;

/// Keeps queues and shares in tables.
@ApplicationScoped
class QueueRows implements QueueStore {
    private static final String SHARES =
            """
            SELECT p.id AS project, coalesce(s.start, 0) AS start, coalesce(s.finish, 0) AS finish,
                CASE WHEN s.month = date_trunc('month', now())::date THEN s.seconds ELSE 0 END
                    AS seconds,
                (SELECT count(*) FROM jobs j WHERE j.project = p.id AND j.state IN
                    ('running', 'finalizing', 'pausing', 'cancelling')) AS running
            FROM projects p LEFT JOIN project_shares s ON s.project = p.id
            WHERE p.id IN (:projects)
            """;

    private final Session session;
    private final SchedulingConfig config;

    QueueRows(Session session, SchedulingConfig config) {
        this.session = session;
        this.config = config;
    }

    /// Steps from lane to lane through the index, whatever the number of jobs in them.
    @Override
    public List<Lane> lanes(String pool) {
        return session
                .createNativeQuery(
                        """
                        WITH RECURSIVE lane AS (
                            (SELECT j.project, sign(j.priority) AS class, j.needs,
                                j.created_at AS since
                             FROM jobs j WHERE j.state = 'queued' AND j.pool = :pool
                             ORDER BY j.project, sign(j.priority), j.needs, j.created_at, j.id
                             LIMIT 1)
                            UNION ALL
                            SELECT next.* FROM lane, LATERAL (
                                SELECT j.project, sign(j.priority) AS class, j.needs,
                                    j.created_at AS since
                                FROM jobs j WHERE j.state = 'queued' AND j.pool = :pool
                                  AND (j.project, sign(j.priority), j.needs)
                                    > (lane.project, lane.class, lane.needs)
                                ORDER BY j.project, sign(j.priority), j.needs, j.created_at, j.id
                                LIMIT 1) next)
                        SELECT project AS project, CAST(class AS integer) AS class,
                            CAST(needs AS text) AS needs, since AS since
                        FROM lane
                        """,
                        Tuple.class)
                .setParameter("pool", pool)
                .getResultList()
                .stream()
                .map(row ->
                        new Lane(
                                row.get("project", String.class),
                                PriorityClass.of(row.get("class", Integer.class)),
                                Json.read(row.get("needs", String.class), Needs.class),
                                row.get("since", Instant.class)))
                .toList();
    }

    @Override
    public Map<String, Share> shares(Collection<String> projects) {
        var shares = new HashMap<String, Share>();
        if (!projects.isEmpty()) {
            session.createNativeQuery(SHARES, Tuple.class)
                    .setParameter("projects", projects)
                    .getResultList()
                    .forEach(row -> shares.put(row.get("project", String.class), share(row)));
        }
        return shares;
    }

    private Share share(Tuple row) {
        var project = row.get("project", String.class);
        var policy = config.projects().get(project);
        return new Share(
                project,
                policy == null ? 1 : policy.weight(),
                row.get("start", Double.class),
                row.get("finish", Double.class),
                row.get("running", Long.class).intValue(),
                policy == null ? null : policy.runningJobs().orElse(null),
                row.get("seconds", Double.class),
                policy == null ? null : policy.workerSecondsPerMonth().orElse(null));
    }

    @Override
    public double virtualTime() {
        return session.createNativeQuery(
                        "SELECT coalesce(max(start), 0) FROM project_shares", Double.class)
                .getSingleResult();
    }

    @Override
    public Optional<JobEntity> first(String pool, Lane lane) {
        return session
                .createNativeQuery(
                        """
                        SELECT * FROM jobs
                        WHERE state = 'queued' AND pool = :pool AND project = :project
                          AND sign(priority) = :class AND needs = CAST(:needs AS jsonb)
                        ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
                        """,
                        JobEntity.class)
                .setParameter("pool", pool)
                .setParameter("project", lane.project())
                .setParameter("class", lane.priority().sign())
                .setParameter("needs", Json.write(lane.needs()))
                .getResultList()
                .stream()
                .findFirst();
    }

    @Override
    public Share lockShare(String project) {
        // The update changes nothing: it is what locks a row that is there.
        session.createNativeMutationQuery(
                        """
                        INSERT INTO project_shares AS held (project, weight, month)
                        VALUES (:project, 1, date_trunc('month', now())::date)
                        ON CONFLICT (project) DO UPDATE SET weight = held.weight
                        """)
                .setParameter("project", project)
                .executeUpdate();
        // Read again under the lock: what another claim has just changed counts.
        return share(
                session.createNativeQuery(SHARES, Tuple.class)
                        .setParameter("projects", List.of(project))
                        .getSingleResult());
    }

    @Override
    public Optional<Double> quoted(String jobId) {
        return session
                .createNativeQuery(
                        "SELECT seconds FROM job_quotes WHERE job_id = :job AND seconds IS NOT NULL",
                        Double.class)
                .setParameter("job", jobId)
                .getResultList()
                .stream()
                .findFirst();
    }

    @Override
    public void keep(Share share) {
        session.createNativeMutationQuery(
                        """
                        UPDATE project_shares SET weight = :weight, start = :start,
                            finish = :finish, seconds = :seconds,
                            most_running = :mostRunning, most_seconds = :mostSeconds,
                            month = date_trunc('month', now())::date
                        WHERE project = :project
                        """)
                .setParameter("weight", share.weight())
                .setParameter("start", share.start())
                .setParameter("finish", share.finish())
                .setParameter("seconds", share.seconds())
                .setParameter("mostRunning", share.mostRunning(), Integer.class)
                .setParameter("mostSeconds", share.mostSeconds(), Double.class)
                .setParameter("project", share.project())
                .executeUpdate();
    }

    @Override
    public int settle(int size) {
        return session.createNativeQuery(
                        """
                        WITH ended AS (
                            SELECT a.job_id, a.token, j.project, a.charged_seconds,
                                extract(epoch FROM a.ended_at - a.started_at) AS seconds
                            FROM attempts a JOIN jobs j ON j.id = a.job_id
                            WHERE NOT a.settled AND a.ended_at IS NOT NULL
                            ORDER BY a.ended_at LIMIT :size FOR UPDATE OF a SKIP LOCKED),
                        marked AS (
                            UPDATE attempts a SET settled = true FROM ended
                            WHERE a.job_id = ended.job_id AND a.token = ended.token),
                        owed AS (
                            SELECT project, sum(seconds - charged_seconds) AS seconds
                            FROM ended GROUP BY project),
                        held AS (
                            SELECT s.project FROM project_shares s JOIN owed USING (project)
                            ORDER BY s.project FOR UPDATE OF s),
                        corrected AS (
                            UPDATE project_shares s SET
                                finish = greatest(s.start, s.finish + owed.seconds / s.weight),
                                seconds = greatest(0, s.seconds + owed.seconds)
                            FROM owed JOIN held USING (project) WHERE s.project = owed.project)
                        SELECT count(*) FROM ended
                        """,
                        Long.class)
                .setParameter("size", size)
                .getSingleResult()
                .intValue();
    }
}
