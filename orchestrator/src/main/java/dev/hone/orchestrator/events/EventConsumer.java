package dev.hone.orchestrator.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.EventEnvelope;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns records of the event topic into rows. What cannot be understood or stored is logged,
/// counted and left behind, so that one bad record holds up nothing.
@ApplicationScoped
class EventConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);

    /// SQLSTATE classes that say the data is at fault, not the database: 22 data, 23 integrity.
    private static final List<String> DATA_FAULTS = List.of("22", "23");

    private final EventWriter writer;
    private final MeterRegistry meters;

    EventConsumer(EventWriter writer, MeterRegistry meters) {
        this.writer = writer;
        this.meters = meters;
    }

    /// Returns once the records are stored or left behind; their offsets may then be committed.
    ///
    /// @throws SQLException if the database is at fault: the records are to be read again
    void accept(Iterable<ConsumerRecord<String, byte[]>> records) throws SQLException {
        var envelopes = new ArrayList<EventEnvelope>();
        for (var bytes : records) {
            parse(bytes).ifPresent(envelopes::add);
        }
        if (envelopes.isEmpty()) {
            return;
        }
        try {
            writer.store(envelopes);
        } catch (SQLException failure) {
            if (!dataAtFault(failure)) {
                throw failure;
            }
            storeOneByOne(envelopes);
        }
    }

    private void storeOneByOne(List<EventEnvelope> envelopes) throws SQLException {
        for (var envelope : envelopes) {
            try {
                writer.store(List.of(envelope));
            } catch (SQLException failure) {
                if (!dataAtFault(failure)) {
                    throw failure;
                }
                leaveBehind(envelope.jobId(), failure);
            }
        }
    }

    private Optional<EventEnvelope> parse(ConsumerRecord<String, byte[]> bytes) {
        if (bytes.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parse(bytes.value(), EventEnvelope.class));
        } catch (JsonProcessingException failure) {
            leaveBehind(
                    "%s-%d@%d".formatted(bytes.topic(), bytes.partition(), bytes.offset()),
                    failure);
            return Optional.empty();
        }
    }

    private void leaveBehind(String what, Exception failure) {
        meters.counter("hone.events.poison").increment();
        LOG.atWarn()
                .addKeyValue("record", what)
                .addKeyValue("cause", failure.getClass().getSimpleName())
                .log("Event cannot be stored and is left behind");
    }

    private static boolean dataAtFault(SQLException failure) {
        var state = failure.getSQLState();
        return state != null && DATA_FAULTS.contains(state.substring(0, 2));
    }
}
