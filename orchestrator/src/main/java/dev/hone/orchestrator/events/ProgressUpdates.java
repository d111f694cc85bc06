package dev.hone.orchestrator.events;

import dev.hone.protocol.EventEnvelope;
import dev.hone.protocol.TrainEvent;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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

    /// @param type of its elements, as PostgreSQL calls it
    private record Column<T extends TrainEvent>(
            String type, Function<Newest<T>, @Nullable Object> value) {
        Array of(Connection connection, Collection<Newest<T>> rows) throws SQLException {
            var values = new @Nullable Object[rows.size()];
            int next = 0;
            for (var row : rows) {
                values[next++] = value.apply(row);
            }
            return connection.createArrayOf(type, values);
        }
    }

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
        apply(
                connection,
                STEPS,
                newest,
                List.of(
                        new Column<>("int4", one -> one.event().step()),
                        new Column<>("int4", one -> one.event().totalSteps()),
                        new Column<>("float8", one -> finite(one.event().loss())),
                        new Column<>("float8", one -> finite(one.event().tokensPerSecond())),
                        new Column<>("float8", one -> finite(one.event().secondsLeft()))));
    }

    private static void applyValidations(
            Connection connection, Collection<Newest<TrainEvent.Validated>> newest)
            throws SQLException {
        apply(
                connection,
                VALIDATIONS,
                newest,
                List.of(new Column<>("float8", one -> finite(one.event().loss()))));
    }

    /// Before the columns stand those that say which event of which job it is.
    private static <T extends TrainEvent> void apply(
            Connection connection,
            String sql,
            Collection<Newest<T>> newest,
            List<Column<T>> columns)
            throws SQLException {
        if (newest.isEmpty()) {
            return;
        }
        var all = new ArrayList<Column<T>>();
        all.add(new Column<>("text", one -> one.envelope().jobId()));
        all.add(new Column<>("int8", one -> one.envelope().token()));
        all.add(new Column<>("int8", one -> one.envelope().sequence()));
        all.addAll(columns);
        try (var statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (var column : all) {
                statement.setArray(index++, column.of(connection, newest));
            }
            statement.executeUpdate();
        }
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
