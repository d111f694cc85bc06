package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.scheduling.Lane;
import dev.hone.orchestrator.scheduling.Needs;
import dev.hone.orchestrator.scheduling.PriorityClass;
import dev.hone.orchestrator.scheduling.Share;
import dev.hone.orchestrator.scheduling.Standing;
import dev.hone.orchestrator.sql.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;

/// Keeps queues and shares in tables.
@ApplicationScoped
class QueueRows implements QueueStore {
    /// A row at least, be it without a project. Running jobs are counted where that is of account:
    /// there are as many at most as the limit says, whatever the number of workers.
    private static final String STANDING =
            """
            SELECT p.id AS project, coalesce(s.start, 0) AS start, coalesce(s.finish, 0) AS finish,
                CASE WHEN s.month = date_trunc('month', now())::date THEN s.seconds ELSE 0 END
                    AS seconds,
                CASE WHEN p.id IN (:limited) THEN
                    (SELECT count(*) FROM jobs j WHERE j.project = p.id AND j.state IN
                        ('running', 'finalizing', 'pausing', 'cancelling')) ELSE 0 END AS running,
                (SELECT coalesce(max(start), 0) FROM project_shares) AS virtual_time,
                clock_timestamp() AS now
            FROM (SELECT) always LEFT JOIN projects p ON p.id IN (:projects)
                LEFT JOIN project_shares s ON s.project = p.id
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
    public Standing standing(Collection<String> projects) {
        var rows =
                session.createNativeQuery(STANDING, Tuple.class)
                        .setParameter("projects", projects)
                        .setParameter("limited", limited())
                        .getResultList();
        var all = rows.getFirst();
        return new Standing(
                rows.stream()
                        .filter(row -> row.get("project") != null)
                        .map(row -> share(row, row.get("running", Long.class)))
                        .collect(Collectors.toMap(Share::project, share -> share)),
                all.get("virtual_time", Double.class),
                all.get("now", Instant.class));
    }

    private Share share(Tuple row, long running) {
        var project = row.get("project", String.class);
        var policy = config.projects().get(project);
        return new Share(
                project,
                policy == null ? 1 : policy.weight(),
                row.get("start", Double.class),
                row.get("finish", Double.class),
                Math.toIntExact(running),
                policy == null ? null : policy.runningJobs().orElse(null),
                row.get("seconds", Double.class),
                policy == null ? null : policy.workerSecondsPerMonth().orElse(null));
    }

    @Override
    public Optional<JobEntity> first(String pool, Lane lane) {
        return Column.of(
                        session,
                        "id",
                        String.class,
                        """
                        SELECT id FROM jobs
                        WHERE state = 'queued' AND pool = :pool AND project = :project
                          AND sign(priority) = :class AND needs = CAST(:needs AS jsonb)
                        ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
                        """)
                .setParameter("pool", pool)
                .setParameter("project", lane.project())
                .setParameter("class", lane.priority().sign())
                .setParameter("needs", Json.write(lane.needs()))
                .getResultList()
                .stream()
                .findFirst()
                .map(id -> session.find(JobEntity.class, id));
    }

    @Override
    public Share lockShare(String project) {
        var locked = locked(project);
        if (locked.isEmpty()) {
            session.createNativeMutationQuery(
                            """
                            INSERT INTO project_shares (project, weight, month)
                            VALUES (:project, 1, date_trunc('month', now())::date)
                            ON CONFLICT (project) DO NOTHING
                            """)
                    .setParameter("project", project)
                    .executeUpdate();
            locked = locked(project);
        }
        // Counted under the lock: what another claim has just begun counts.
        return share(locked.orElseThrow(), limited().contains(project) ? running(project) : 0);
    }

    private Optional<Tuple> locked(String project) {
        return session
                .createNativeQuery(
                        """
                        SELECT project AS project, start AS start, finish AS finish,
                            CASE WHEN month = date_trunc('month', now())::date THEN seconds ELSE 0
                                END AS seconds
                        FROM project_shares WHERE project = :project FOR UPDATE
                        """,
                        Tuple.class)
                .setParameter("project", project)
                .getResultList()
                .stream()
                .findFirst();
    }

    /// Projects whose running jobs are limited.
    private Set<String> limited() {
        return config.projects().entrySet().stream()
                .filter(policy -> policy.getValue().runningJobs().isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private long running(String project) {
        return Column.of(
                        session,
                        "running",
                        Long.class,
                        """
                        SELECT count(*) AS running FROM jobs WHERE project = :project
                          AND state IN ('running', 'finalizing', 'pausing', 'cancelling')
                        """)
                .setParameter("project", project)
                .getSingleResult();
    }

    @Override
    public Optional<Double> quoted(String jobId) {
        return Column.of(
                        session,
                        "seconds",
                        Double.class,
                        "SELECT seconds FROM job_quotes WHERE job_id = :job AND seconds IS NOT NULL")
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
        return Column.of(
                        session,
                        "settled",
                        Long.class,
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
                        SELECT count(*) AS settled FROM ended
                        """)
                .setParameter("size", size)
                .getSingleResult()
                .intValue();
    }
}
