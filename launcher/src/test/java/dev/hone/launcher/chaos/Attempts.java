package dev.hone.launcher.chaos;

import dev.hone.launcher.platform.Cluster;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the tables know of a job's attempts, in their order.
final class Attempts {
    private static final String ROWS =
            """
            SELECT coalesce(min(CAST(e.metrics ->> 'step' AS integer)) - 1, a.resume_step) AS resume_step,
                a.ended_because, a.started_at,
                max(CAST(e.metrics ->> 'step' AS integer)) AS reached,
                min(e.at) FILTER (WHERE e.metrics ->> 'step' IS NOT NULL) AS first_step_at,
                max(e.at) FILTER (WHERE e.metrics ->> 'step' IS NOT NULL) AS last_step_at
            FROM attempts a LEFT JOIN job_events e ON e.job_id = a.job_id AND e.token = a.token
            WHERE a.job_id = ?
            GROUP BY a.token, a.resume_step, a.ended_because, a.started_at ORDER BY a.token
            """;

    /// @param reached the last step it told of, or `resumed` if it told of none
    record Attempt(
            int resumed,
            Optional<String> endedBecause,
            int reached,
            Optional<OffsetDateTime> firstStepAt,
            Optional<OffsetDateTime> lastStepAt) {
        /// How long nobody trained between two attempts, if both did.
        Optional<Duration> after(Attempt before) {
            return before.lastStepAt()
                    .flatMap(last -> firstStepAt().map(first -> Duration.between(last, first)));
        }
    }

    private Attempts() {}

    static List<Attempt> of(Cluster cluster, String job) throws SQLException {
        var attempts = new ArrayList<Attempt>();
        try (var connection = cluster.connect();
                var statement = connection.prepareStatement(ROWS)) {
            statement.setString(1, job);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var resumed = rows.getInt("resume_step");
                    attempts.add(
                            new Attempt(
                                    resumed,
                                    Optional.ofNullable(rows.getString("ended_because")),
                                    Math.max(resumed, rows.getInt("reached")),
                                    Optional.ofNullable(
                                            rows.getObject("first_step_at", OffsetDateTime.class)),
                                    Optional.ofNullable(
                                            rows.getObject("last_step_at", OffsetDateTime.class))));
                }
            }
        }
        return attempts;
    }
}
