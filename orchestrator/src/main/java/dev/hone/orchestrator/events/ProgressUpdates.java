package dev.hone.orchestrator.events;

import dev.hone.protocol.EventEnvelope;
import dev.hone.protocol.TrainEvent;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Moves the jobs' own columns for "how far is it" to the newest that was told, once for each job.
/// An older event turns nothing back, whenever it comes.
final class ProgressUpdates {
    private static final String STEPS =
            """
            UPDATE jobs SET event_sequence = told.sequence, step = told.step,
                total_steps = told.total_steps, loss = told.loss,
                tokens_per_second = told.tokens_per_second, seconds_left = told.seconds_left
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) AS told(id, token, sequence, step, total_steps,
                loss, tokens_per_second, seconds_left)
            WHERE jobs.id = told.id AND jobs.token = told.token
              AND jobs.event_sequence < told.sequence
            """;

    /// Validations are rare, so the newest is known by its row.
    private static final String VALIDATIONS =
            """
            UPDATE jobs SET validation_loss = told.loss
            FROM unnest(?, ?, ?, ?) AS told(id, token, sequence, loss)
            WHERE jobs.id = told.id AND jobs.token = told.token AND NOT EXISTS (
                SELECT FROM job_events newer
                WHERE newer.job_id = told.id AND newer.token = told.token
                  AND newer.sequence > told.sequence AND newer.metrics -> 'valid_loss' IS NOT NULL)
            """;

    private record Newest<T extends TrainEvent>(EventEnvelope envelope, T event) {}

    private ProgressUpdates() {}

    /// The rows of the events are there already.
    static void apply(Connection connection, List<StoredEvent> events) throws SQLException {
        var steps = new TreeMap<String, Newest<TrainEvent.Step>>();
        var validations = new TreeMap<String, Newest<TrainEvent.Validated>>();
        for (var stored : events) {
            var envelope = stored.envelope();
            switch (envelope.event()) {
                case TrainEvent.Step step ->
                        steps.merge(
                                envelope.jobId(),
                                new Newest<>(envelope, step),
                                ProgressUpdates::newer);
                case TrainEvent.Validated validated ->
                        validations.merge(
                                envelope.jobId(),
                                new Newest<>(envelope, validated),
                                ProgressUpdates::newer);
                case TrainEvent.Message _ -> {
                    // Says nothing of the progress.
                }
            }
        }
        applySteps(connection, steps.values());
        applyValidations(connection, validations.values());
    }

    private static <T extends TrainEvent> Newest<T> newer(Newest<T> one, Newest<T> other) {
        return one.envelope().sequence() > other.envelope().sequence() ? one : other;
    }

    private static void applySteps(
            Connection connection, Collection<Newest<TrainEvent.Step>> newest) throws SQLException {
        if (newest.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(STEPS)) {
            statement.setArray(
                    1, column(connection, "text", newest, one -> one.envelope().jobId()));
            statement.setArray(
                    2, column(connection, "int8", newest, one -> one.envelope().token()));
            statement.setArray(
                    3, column(connection, "int8", newest, one -> one.envelope().sequence()));
            statement.setArray(4, column(connection, "int4", newest, one -> one.event().step()));
            statement.setArray(
                    5, column(connection, "int4", newest, one -> one.event().totalSteps()));
            statement.setArray(
                    6, column(connection, "float8", newest, one -> finite(one.event().loss())));
            statement.setArray(
                    7,
                    column(
                            connection,
                            "float8",
                            newest,
                            one -> finite(one.event().tokensPerSecond())));
            statement.setArray(
                    8,
                    column(connection, "float8", newest, one -> finite(one.event().secondsLeft())));
            statement.executeUpdate();
        }
    }

    private static void applyValidations(
            Connection connection, Collection<Newest<TrainEvent.Validated>> newest)
            throws SQLException {
        if (newest.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(VALIDATIONS)) {
            statement.setArray(
                    1, column(connection, "text", newest, one -> one.envelope().jobId()));
            statement.setArray(
                    2, column(connection, "int8", newest, one -> one.envelope().token()));
            statement.setArray(
                    3, column(connection, "int8", newest, one -> one.envelope().sequence()));
            statement.setArray(
                    4, column(connection, "float8", newest, one -> finite(one.event().loss())));
            statement.executeUpdate();
        }
    }

    private static <T extends TrainEvent> Array column(
            Connection connection,
            String type,
            Collection<Newest<T>> rows,
            Function<Newest<T>, @Nullable Object> value)
            throws SQLException {
        var values = new @Nullable Object[rows.size()];
        int next = 0;
        for (var row : rows) {
            values[next++] = value.apply(row);
        }
        return connection.createArrayOf(type, values);
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
