package dev.hone.orchestrator.events;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.paging.Page;
import dev.hone.protocol.TrainEvent.Level;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Keeps the events of jobs in a table.
@ApplicationScoped
class EventRows implements EventLog {
    private static final String PREFIX = "ftevent-";
    private static final TypeReference<Map<String, Number>> METRICS = new TypeReference<>() {};

    private final Session session;

    EventRows(Session session) {
        this.session = session;
    }

    @Override
    public void say(String jobId, long token, Level level, String message) {
        session.createNativeMutationQuery(
                        """
                        INSERT INTO job_events (job_id, token, level, message)
                        VALUES (:job, :token, :level, :message)
                        """)
                .setParameter("job", jobId)
                .setParameter("token", token)
                .setParameter("level", level.name().toLowerCase(Locale.ROOT))
                .setParameter("message", message)
                .executeUpdate();
    }

    @Override
    public Page<Entry> page(String jobId, @Nullable String after, int limit) {
        List<Entry> found =
                session
                        .createNativeQuery(
                                """
                                SELECT id, at, level, message, CAST(metrics AS text) AS metrics
                                FROM job_events
                                WHERE job_id = :job AND id < :before
                                ORDER BY id DESC LIMIT :limit
                                """,
                                Tuple.class)
                        .setParameter("job", jobId)
                        .setParameter("before", after == null ? Long.MAX_VALUE : number(after))
                        .setParameter("limit", limit + 1)
                        .getResultList()
                        .stream()
                        .map(EventRows::entry)
                        .toList();
        return Page.of(found, limit);
    }

    private static Entry entry(Tuple row) {
        var metrics = row.get("metrics", String.class);
        return new Entry(
                PREFIX + "%024d".formatted(row.get("id", Long.class)),
                row.get("at", Instant.class),
                Level.valueOf(row.get("level", String.class).toUpperCase(Locale.ROOT)),
                row.get("message", String.class),
                metrics == null ? Map.of() : Json.read(metrics, METRICS));
    }

    /// An id that is none comes before everything: the page after it is empty.
    private static long number(String id) {
        try {
            return id.startsWith(PREFIX) ? Long.parseLong(id.substring(PREFIX.length())) : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
