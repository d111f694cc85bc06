package dev.hone.orchestrator.quotes;

import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.sql.Column;
import dev.hone.orchestrator.workers.WorkersConfig;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.Timing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// The tables that quotes are made of, and that they stand in.
@ApplicationScoped
class QuoteRows {
    /// One that is drained gets no more jobs.
    private static final String LIVE =
            """
            (w.drain IS NULL
                AND w.last_seen_at > clock_timestamp() - make_interval(secs => :silence)
                OR job.id IS NOT NULL)\
            """;

    private final Session session;
    private final WorkersConfig config;

    QuoteRows(Session session, WorkersConfig config) {
        this.session = session;
        this.config = config;
    }

    /// Classes of workers that were ever seen in the pool; those with live ones first.
    List<WorkerClass> classes(String pool) {
        return session
                .createNativeQuery(
                        """
                        SELECT w.device AS device,
                            count(DISTINCT w.id) FILTER (WHERE %1$s) AS live,
                            count(job.id) AS busy,
                            coalesce(min(w.memory_mebibytes) FILTER (WHERE %1$s),
                                max(w.memory_mebibytes)) AS memory
                        FROM workers w LEFT JOIN jobs job ON job.worker = w.id
                            AND job.state IN ('running', 'finalizing', 'pausing', 'cancelling')
                        WHERE w.pool = :pool
                        GROUP BY w.device ORDER BY live DESC, max(w.last_seen_at) DESC
                        """
                                .formatted(LIVE),
                        Tuple.class)
                .setParameter("silence", config.silentSeconds())
                .setParameter("pool", pool)
                .getResultList()
                .stream()
                .map(row ->
                        new WorkerClass(
                                row.get("device", String.class),
                                row.get("live", Long.class).intValue(),
                                row.get("busy", Long.class).intValue(),
                                row.get("memory", Long.class)))
                .toList();
    }

    /// What workers of the class have finished, wherever they served, the newest first.
    List<Sample> samples(String pool, String device) {
        return session
                .createNativeQuery(
                        """
                        SELECT base_digest AS base, precision AS precision,
                            CAST(timing AS text) AS timing, seconds AS seconds
                        FROM attempt_timings WHERE pool = :pool AND device = :device
                        ORDER BY created_at DESC LIMIT 500
                        """,
                        Tuple.class)
                .setParameter("pool", pool)
                .setParameter("device", device)
                .getResultList()
                .stream()
                .map(row ->
                        new Sample(
                                row.get("base", String.class),
                                row.get("precision", String.class),
                                Json.read(row.get("timing", String.class), Timing.class),
                                row.get("seconds", Double.class)))
                .toList();
    }

    /// Jobs that workers of the pool have. What one still takes is its quote less its age, and no
    /// less than its steps say.
    List<RunningJob> running(String pool) {
        return session
                .createNativeQuery(
                        """
                        SELECT j.id AS job, j.project AS project, greatest(j.seconds_left,
                            q.seconds - extract(epoch FROM clock_timestamp() - a.started_at),
                            CASE WHEN coalesce(j.seconds_left, q.seconds) IS NULL
                                THEN NULL ELSE 0 END) AS seconds
                        FROM jobs j LEFT JOIN job_quotes q ON q.job_id = j.id
                            LEFT JOIN attempts a ON a.job_id = j.id AND a.token = j.token
                        WHERE j.pool = :pool AND j.state IN
                            ('running', 'finalizing', 'pausing', 'cancelling')
                        """,
                        Tuple.class)
                .setParameter("pool", pool)
                .getResultList()
                .stream()
                .map(row ->
                        new RunningJob(
                                row.get("job", String.class),
                                row.get("project", String.class),
                                number(row.get("seconds"))))
                .toList();
    }

    /// Jobs of the pool that come before a job of this priority and time; null is a new one.
    List<Ahead> ahead(String pool, int priority, @Nullable String job) {
        var running =
                running(pool).stream()
                        .filter(other -> !other.job().equals(job))
                        .map(other -> new Ahead(true, other.secondsLeft()));
        return Stream.concat(running, waitingBefore(pool, priority, job)).toList();
    }

    private Stream<Ahead> waitingBefore(String pool, int priority, @Nullable String job) {
        return session
                .createNativeQuery(
                        """
                        SELECT q.seconds AS seconds
                        FROM jobs j LEFT JOIN job_quotes q ON q.job_id = j.id
                        WHERE j.pool = :pool AND j.id <> :job AND j.state = 'queued'
                            AND (j.priority > :priority
                                OR j.priority = :priority AND j.created_at < coalesce(
                                    (SELECT created_at FROM jobs WHERE id = :job),
                                    clock_timestamp()))
                        ORDER BY j.priority DESC, j.created_at, j.id
                        """,
                        Tuple.class)
                .setParameter("pool", pool)
                .setParameter("priority", priority)
                .setParameter("job", job == null ? "" : job)
                .getResultList()
                .stream()
                .map(row -> new Ahead(false, number(row.get("seconds"))));
    }

    /// Jobs that are to be quoted: those that wait or have just begun.
    List<JobSpec> unquoted(int most) {
        return Column.of(
                        session,
                        "spec",
                        String.class,
                        """
                        SELECT CAST(j.spec AS text) AS spec FROM jobs j
                        WHERE j.state IN ('queued', 'running')
                            AND NOT EXISTS (SELECT FROM job_quotes q WHERE q.job_id = j.id)
                        ORDER BY j.created_at LIMIT :most
                        """)
                .setParameter("most", most)
                .getResultList()
                .stream()
                .map(spec -> Json.read(spec, JobSpec.class))
                .toList();
    }

    /// Where a job stands.
    ///
    /// @param started whether a worker has it
    record Place(String pool, int priority, boolean started) {}

    Optional<Place> place(String job) {
        return session
                .createNativeQuery(
                        "SELECT pool AS pool, priority AS priority, state <> 'queued' AS started"
                                + " FROM jobs WHERE id = :job",
                        Tuple.class)
                .setParameter("job", job)
                .getResultList()
                .stream()
                .map(row ->
                        new Place(
                                row.get("pool", String.class),
                                row.get("priority", Integer.class),
                                row.get("started", Boolean.class)))
                .findFirst();
    }

    void keep(String job, Quote quote) {
        var seconds = quote.seconds();
        session.createNativeMutationQuery(
                        """
                        INSERT INTO job_quotes (job_id, quote, seconds)
                        VALUES (:job, CAST(:quote AS jsonb), :seconds)
                        ON CONFLICT (job_id) DO NOTHING
                        """)
                .setParameter("job", job)
                .setParameter("quote", Json.write(quote))
                .setParameter("seconds", seconds == null ? null : seconds.expected(), Double.class)
                .executeUpdate();
    }

    /// Keeps what an attempt took, and where it did the whole job how far the quote was off.
    void learn(JobSpec spec, long token, Timing timing) {
        session.createNativeMutationQuery(
                        """
                        INSERT INTO attempt_timings
                            (job_id, token, pool, device, base_digest, precision, timing, seconds)
                        SELECT a.job_id, a.token, j.pool, w.device, :base, :precision,
                            CAST(:timing AS jsonb),
                            extract(epoch FROM clock_timestamp() - a.started_at)
                        FROM attempts a JOIN jobs j ON j.id = a.job_id
                            JOIN workers w ON w.id = a.worker
                        WHERE a.job_id = :job AND a.token = :token
                        """)
                .setParameter("base", spec.base().digest())
                .setParameter("precision", Estimator.precision(spec))
                .setParameter("timing", Json.write(timing))
                .setParameter("job", spec.jobId())
                .setParameter("token", token)
                .executeUpdate();
        session.createNativeMutationQuery(
                        """
                        UPDATE job_quotes q SET measured_seconds = t.seconds,
                            error = t.seconds / q.seconds
                        FROM attempt_timings t JOIN attempts a
                            ON a.job_id = t.job_id AND a.token = t.token
                        WHERE q.job_id = :job AND t.job_id = :job AND t.token = :token
                            AND a.resume_step = 0 AND q.seconds > 0
                        """)
                .setParameter("job", spec.jobId())
                .setParameter("token", token)
                .executeUpdate();
    }

    Map<String, QuoteView> of(List<String> jobs) {
        var views = new LinkedHashMap<String, QuoteView>();
        if (jobs.isEmpty()) {
            return views;
        }
        session.createNativeQuery(
                        """
                        SELECT job_id AS job, CAST(quote AS text) AS quote, created_at AS at,
                            measured_seconds AS measured, error AS error
                        FROM job_quotes WHERE job_id IN (:jobs)
                        """,
                        Tuple.class)
                .setParameter("jobs", jobs)
                .getResultList()
                .forEach(row -> views.put(row.get("job", String.class), view(row)));
        return views;
    }

    /// The newest errors of the project, each measured over quoted.
    List<QuoteError> errors(String project, int most) {
        return session
                .createNativeQuery(
                        """
                        SELECT q.job_id AS job, q.seconds AS quoted, q.measured_seconds AS measured
                        FROM job_quotes q JOIN jobs j ON j.id = q.job_id
                        WHERE j.project = :project AND q.error IS NOT NULL
                        ORDER BY q.created_at DESC LIMIT :most
                        """,
                        Tuple.class)
                .setParameter("project", project)
                .setParameter("most", most)
                .getResultList()
                .stream()
                .map(row ->
                        new QuoteError(
                                row.get("job", String.class),
                                row.get("quoted", Double.class),
                                row.get("measured", Double.class)))
                .toList();
    }

    private static QuoteView view(Tuple row) {
        return new QuoteView(
                Json.read(row.get("quote", String.class), Quote.class),
                row.get("at", Instant.class),
                number(row.get("measured")),
                number(row.get("error")));
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : null;
    }
}
