package dev.hone.orchestrator.workers;

import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.scheduling.Traits;
import dev.hone.orchestrator.sql.Column;
import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Instance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// The table of workers, one row for each name.
@ApplicationScoped
class WorkerRows {
    private final Session session;

    WorkerRows(Session session) {
        this.session = session;
    }

    /// Writes down what a worker says of itself, if its start may have the name: nobody has it, or
    /// an earlier start in the same home, or one that has been silent for long.
    ///
    /// @param asks whether it wants a job
    /// @return whether it may, and if so whether it is drained
    Optional<Boolean> hold(ClaimRequest worker, Instance instance, boolean asks, Duration silence) {
        return Column.of(
                        session,
                        "drained",
                        Boolean.class,
                        """
                        INSERT INTO workers AS held (id, pool, device, version, protocol,
                            memory_mebibytes, labels, home, start, place, asked_at)
                        VALUES (:id, :pool, :device, :version, :protocol, :memory,
                            CAST(:labels AS jsonb), :home, :start, :place,
                            CASE WHEN :asks THEN clock_timestamp() END)
                        ON CONFLICT (id) DO UPDATE SET
                            pool = excluded.pool, device = excluded.device,
                            version = excluded.version, protocol = excluded.protocol,
                            memory_mebibytes = excluded.memory_mebibytes,
                            labels = excluded.labels, home = excluded.home,
                            start = excluded.start, place = excluded.place,
                            asked_at = coalesce(excluded.asked_at, held.asked_at),
                            last_seen_at = clock_timestamp()
                        WHERE held.home IS NULL
                           OR (held.home = excluded.home AND held.start <= excluded.start)
                           OR held.last_seen_at
                               < clock_timestamp() - make_interval(secs => :silence)
                        RETURNING drain IS NOT NULL AS drained
                        """)
                .setParameter("id", worker.worker())
                .setParameter("pool", worker.pool())
                .setParameter("device", worker.device())
                .setParameter("version", worker.version())
                .setParameter("protocol", worker.protocol())
                .setParameter("memory", worker.memoryMebibytes())
                .setParameter("labels", Json.write(worker.labels()))
                .setParameter("home", instance.home())
                .setParameter("start", instance.start())
                .setParameter("place", instance.place())
                .setParameter("asks", asks)
                .setParameter("silence", seconds(silence))
                .getResultList()
                .stream()
                .findFirst();
    }

    Holder holder(String worker) {
        var row =
                session.createNativeQuery(
                                """
                                SELECT place AS place, home AS home, CAST(extract(
                                    epoch FROM clock_timestamp() - last_seen_at) AS float8) AS silence
                                FROM workers WHERE id = :id
                                """,
                                Tuple.class)
                        .setParameter("id", worker)
                        .getSingleResult();
        return new Holder(
                String.valueOf(row.get("place", String.class)),
                String.valueOf(row.get("home", String.class)),
                row.get("silence", Double.class));
    }

    /// @return what is wanted of it, if it is drained
    Optional<Drain> heard(String worker) {
        return Column.of(
                        session,
                        "drain",
                        String.class,
                        """
                        UPDATE workers SET last_seen_at = clock_timestamp() WHERE id = :id
                        RETURNING coalesce(drain, '') AS drain
                        """)
                .setParameter("id", worker)
                .getResultList()
                .stream()
                .findFirst()
                .flatMap(Drain::of);
    }

    /// @param drain null to let it have jobs again
    /// @return whether there is such a worker
    boolean drain(String worker, @Nullable Drain drain) {
        return session.createNativeMutationQuery("UPDATE workers SET drain = :drain WHERE id = :id")
                        .setParameter("drain", drain == null ? null : drain.label(), String.class)
                        .setParameter("id", worker)
                        .executeUpdate()
                > 0;
    }

    List<Traits> kinds(String pool, Duration within) {
        return session
                .createNativeQuery(
                        """
                        SELECT DISTINCT CAST(w.labels AS text) AS labels,
                            w.memory_mebibytes AS memory
                        FROM workers w
                        WHERE w.pool = :pool
                          AND w.last_seen_at > clock_timestamp() - make_interval(secs => :seconds)
                        """,
                        Tuple.class)
                .setParameter("pool", pool)
                .setParameter("seconds", seconds(within))
                .getResultList()
                .stream()
                .map(WorkerTraits::of)
                .toList();
    }

    /// Frees the name, if it is still this start's.
    void free(String worker, Instance instance) {
        session.createNativeMutationQuery(
                        """
                        UPDATE workers SET home = NULL
                        WHERE id = :id AND home = :home AND start = :start
                        """)
                .setParameter("id", worker)
                .setParameter("home", instance.home())
                .setParameter("start", instance.start())
                .executeUpdate();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
