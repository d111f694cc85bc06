package dev.hone.orchestrator.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The metrics of jobs, where events keep them.
@ApplicationScoped
class SampleRows {
    /// Rows that are in memory at once while a job of any length is read.
    private static final int AT_ONCE = 5_000;

    /// Runs in the caller's transaction, which lets the rows come bit by bit.
    Map<Metric, Downsampling> read(
            Connection connection, String jobId, Set<Metric> metrics, int most)
            throws SQLException {
        var series = new EnumMap<Metric, Downsampling>(Metric.class);
        metrics.forEach(metric -> series.put(metric, new Downsampling(most)));
        try (var statement = connection.prepareStatement(query(series.keySet()))) {
            statement.setString(1, jobId);
            statement.setString(2, jobId);
            statement.setFetchSize(AT_ONCE);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    add(rows, series.values());
                }
            }
        }
        return series;
    }

    /// Behind the step from which a later attempt went on, an attempt's values have been overtaken:
    /// these steps were made again.
    private static String query(Set<Metric> metrics) {
        return """
        WITH reached AS (
            SELECT token, (
                SELECT min(later.resume_step) FROM attempts later
                WHERE later.job_id = mine.job_id AND later.token > mine.token) AS step
            FROM attempts mine WHERE job_id = ?)
        SELECT event.id, CAST(event.metrics ->> 'step' AS integer), %s
        FROM job_events event JOIN reached USING (token)
        WHERE event.job_id = ? AND event.metrics IS NOT NULL
          AND (reached.step IS NULL
              OR CAST(event.metrics ->> 'step' AS integer) <= reached.step)
        """
                .formatted(columns(metrics));
    }

    private static String columns(Set<Metric> metrics) {
        return metrics.stream()
                .map(metric ->
                        "CAST(event.metrics ->> '%s' AS double precision)"
                                .formatted(metric.wireName()))
                .collect(Collectors.joining(", "));
    }

    /// The columns are in the order of the series.
    private static void add(ResultSet row, Collection<Downsampling> series) throws SQLException {
        long event = row.getLong(1);
        int step = row.getInt(2);
        int column = 3;
        for (var one : series) {
            double value = row.getDouble(column++);
            if (!row.wasNull()) {
                one.add(new Sample(event, step, value));
            }
        }
    }

    /// Removes a job's other rows with metrics, and answers how many.
    static int removeAllBut(Connection connection, String jobId, Collection<Long> events)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        DELETE FROM job_events event
                        WHERE job_id = ? AND sequence IS NOT NULL AND metrics IS NOT NULL
                          AND NOT EXISTS (
                              SELECT FROM unnest(?) AS kept(id) WHERE kept.id = event.id)
                        """)) {
            statement.setString(1, jobId);
            statement.setArray(2, connection.createArrayOf("int8", events.toArray()));
            return statement.executeUpdate();
        }
    }
}
