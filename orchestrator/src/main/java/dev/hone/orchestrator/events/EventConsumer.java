package dev.hone.orchestrator.events;

import dev.hone.orchestrator.events.Reading.Dead;
import dev.hone.orchestrator.events.Reading.Told;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Turns records of the event topic into rows. What cannot be understood or stored goes to the
/// dead-letter topic, so that one bad record holds up nothing and none is lost.
@ApplicationScoped
class EventConsumer {
    /// SQLSTATE classes that say the data is at fault, not the database: 22 data, 23 integrity.
    private static final List<String> DATA_FAULTS = List.of("22", "23");

    private final EventWriter writer;
    private final DeadLetters deadLetters;

    EventConsumer(EventWriter writer, DeadLetters deadLetters) {
        this.writer = writer;
        this.deadLetters = deadLetters;
    }

    /// Returns once every record is stored, left out as late, or in the dead-letter topic; their
    /// offsets may then be committed.
    ///
    /// @throws SQLException if the database is at fault: the records are to be read again
    /// @throws dev.hone.orchestrator.broker.BrokerUnavailable if the dead-letter topic cannot be
    ///   written: likewise
    void accept(Iterable<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        var told = new ArrayList<Told>();
        var dead = new ArrayList<Dead>();
        for (var record : records) {
            switch (Reading.of(record)) {
                case Told event -> told.add(event);
                case Dead letter -> dead.add(letter);
            }
        }
        store(told, dead);
        deadLetters.publish(dead);
    }

    /// Where the data is at fault, halves are tried until the one record is found.
    private void store(List<Told> told, List<Dead> dead) throws SQLException {
        if (told.isEmpty()) {
            return;
        }
        try {
            dead.addAll(writer.store(told));
        } catch (SQLException failure) {
            if (!dataAtFault(failure)) {
                throw failure;
            }
            if (told.size() == 1) {
                dead.add(refused(told.getFirst(), failure));
                return;
            }
            int half = told.size() / 2;
            store(told.subList(0, half), dead);
            store(told.subList(half, told.size()), dead);
        }
    }

    private static Dead refused(Told told, SQLException failure) {
        return new Dead(
                told.record(),
                Reason.of(
                        Reason.Why.REFUSED_BY_DATABASE,
                        "the database refuses it (%s)".formatted(failure.getSQLState()),
                        failure));
    }

    private static boolean dataAtFault(SQLException failure) {
        var state = failure.getSQLState();
        return state != null && DATA_FAULTS.contains(state.substring(0, 2));
    }
}
