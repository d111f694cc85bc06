package dev.hone.orchestrator.events;

import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.EventEnvelope;
import dev.hone.protocol.TrainEvent;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/// Stores what workers tell, each event once. What comes late changes nothing: events of an attempt
/// that has been overtaken and events of an ended job are named cases, counted and left out.
@ApplicationScoped
class EventWriter {
    private final DataSource dataSource;
    private final MeterRegistry meters;

    EventWriter(DataSource dataSource, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.meters = meters;
    }

    /// Why an event is not stored.
    private enum Ignored {
        UNKNOWN_JOB,
        OVERTAKEN_ATTEMPT,
        ENDED_JOB
    }

    private record JobRow(long token, boolean ended) {}

    @Transactional(rollbackOn = SQLException.class)
    void store(List<EventEnvelope> envelopes) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var jobs = lockJobs(connection, envelopes);
            var current = new ArrayList<StoredEvent>();
            for (var envelope : envelopes) {
                if (accepted(envelope, jobs)) {
                    current.add(StoredEvent.of(envelope));
                }
            }
            insert(connection, current);
            updateProgress(connection, current);
        }
    }

    /// Locked in the order of ids, so that two consumers cannot wait for each other; locked at all,
    /// so that no event slips in behind the job's end.
    private static Map<String, JobRow> lockJobs(
            Connection connection, List<EventEnvelope> envelopes) throws SQLException {
        var ids = envelopes.stream().map(EventEnvelope::jobId).distinct().sorted().toArray();
        var jobs = new HashMap<String, JobRow>();
        try (var statement =
                connection.prepareStatement(
                        """
                        SELECT id, token, finished_at IS NOT NULL FROM jobs
                        WHERE id = ANY (?) ORDER BY id FOR NO KEY UPDATE
                        """)) {
            statement.setArray(1, connection.createArrayOf("text", ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    jobs.put(rows.getString(1), new JobRow(rows.getLong(2), rows.getBoolean(3)));
                }
            }
        }
        return jobs;
    }

    private boolean accepted(EventEnvelope envelope, Map<String, JobRow> jobs) {
        var job = jobs.get(envelope.jobId());
        if (job == null || envelope.token() > job.token()) {
            return ignored(Ignored.UNKNOWN_JOB);
        }
        if (envelope.token() < job.token()) {
            return ignored(Ignored.OVERTAKEN_ATTEMPT);
        }
        return !job.ended() || ignored(Ignored.ENDED_JOB);
    }

    private boolean ignored(Ignored why) {
        meters.counter("hone.events.ignored", "why", why.name().toLowerCase(Locale.ROOT))
                .increment();
        return false;
    }

    /// A repeat conflicts with the row that is there and is left out.
    private static void insert(Connection connection, List<StoredEvent> events)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        INSERT INTO job_events (job_id, token, sequence, level, message, metrics)
                        VALUES (?, ?, ?, ?, ?, CAST(? AS jsonb))
                        ON CONFLICT (job_id, token, sequence) DO NOTHING
                        """)) {
            for (var event : events) {
                statement.setString(1, event.envelope().jobId());
                statement.setLong(2, event.envelope().token());
                statement.setLong(3, event.envelope().sequence());
                statement.setString(4, event.level().name().toLowerCase(Locale.ROOT));
                statement.setString(5, event.message());
                statement.setString(
                        6, event.metrics().isEmpty() ? null : Json.write(event.metrics()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /// Only what is newer than what has been applied already moves the progress.
    private static void updateProgress(Connection connection, List<StoredEvent> events)
            throws SQLException {
        var inOrder =
                events.stream()
                        .sorted(Comparator.comparingLong(event -> event.envelope().sequence()))
                        .toList();
        try (var steps = connection.prepareStatement(Progress.STEP);
                var validations = connection.prepareStatement(Progress.VALIDATION)) {
            for (var event : inOrder) {
                switch (event.envelope().event()) {
                    case TrainEvent.Step step -> add(steps, event.envelope(), step);
                    case TrainEvent.Validated validated ->
                            add(validations, event.envelope(), validated);
                    case TrainEvent.Message _ -> {
                        // Says nothing of the progress.
                    }
                }
            }
            steps.executeBatch();
            validations.executeBatch();
        }
    }

    private static void add(
            PreparedStatement statement, EventEnvelope envelope, TrainEvent.Step step)
            throws SQLException {
        statement.setLong(1, envelope.sequence());
        statement.setInt(2, step.step());
        statement.setInt(3, step.totalSteps());
        setFinite(statement, 4, step.loss());
        setFinite(statement, 5, step.tokensPerSecond());
        setFinite(statement, 6, step.secondsLeft());
        statement.setString(7, envelope.jobId());
        statement.setLong(8, envelope.token());
        statement.setLong(9, envelope.sequence());
        statement.addBatch();
    }

    private static void add(
            PreparedStatement statement, EventEnvelope envelope, TrainEvent.Validated validated)
            throws SQLException {
        setFinite(statement, 1, validated.loss());
        statement.setString(2, envelope.jobId());
        statement.setLong(3, envelope.token());
        statement.addBatch();
    }

    private static void setFinite(PreparedStatement statement, int index, double value)
            throws SQLException {
        if (Double.isFinite(value)) {
            statement.setDouble(index, value);
        } else {
            statement.setNull(index, Types.DOUBLE);
        }
    }

    /// The job's own columns for "how far is it".
    private interface Progress {
        String STEP =
                """
                UPDATE jobs
                SET event_sequence = ?, step = ?, total_steps = ?, loss = ?,
                    tokens_per_second = ?, seconds_left = ?
                WHERE id = ? AND token = ? AND event_sequence < ?
                """;
        String VALIDATION = "UPDATE jobs SET validation_loss = ? WHERE id = ? AND token = ?";
    }
}
