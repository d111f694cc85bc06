package dev.hone.orchestrator.events;

import dev.hone.orchestrator.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes events as rows, all with one statement.
final class EventInserts {
    /// A repeat conflicts with the row that is there, or that comes before it in the same
    /// statement, and is left out.
    private static final String SQL =
            """
            INSERT INTO job_events (job_id, token, sequence, level, message, metrics)
            SELECT job_id, token, sequence, level, message, CAST(metrics AS jsonb)
            FROM unnest(?, ?, ?, ?, ?, ?) AS told(job_id, token, sequence, level, message, metrics)
            ON CONFLICT (job_id, token, sequence) DO NOTHING
            """;

    private EventInserts() {}

    /// Answers how many were new.
    static int insert(Connection connection, List<StoredEvent> events) throws SQLException {
        int count = events.size();
        var jobs = new String[count];
        var tokens = new Long[count];
        var sequences = new Long[count];
        var levels = new String[count];
        var messages = new String[count];
        var metrics = new @Nullable String[count];
        for (int i = 0; i < count; i++) {
            var event = events.get(i);
            jobs[i] = event.envelope().jobId();
            tokens[i] = event.envelope().token();
            sequences[i] = event.envelope().sequence();
            levels[i] = event.level().name().toLowerCase(Locale.ROOT);
            messages[i] = event.message();
            metrics[i] = event.metrics().isEmpty() ? null : Json.write(event.metrics());
        }
        try (var statement = connection.prepareStatement(SQL)) {
            statement.setArray(1, connection.createArrayOf("text", jobs));
            statement.setArray(2, connection.createArrayOf("int8", tokens));
            statement.setArray(3, connection.createArrayOf("int8", sequences));
            statement.setArray(4, connection.createArrayOf("text", levels));
            statement.setArray(5, connection.createArrayOf("text", messages));
            statement.setArray(6, connection.createArrayOf("text", metrics));
            return statement.executeUpdate();
        }
    }
}
