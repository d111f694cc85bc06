package dev.hone.orchestrator.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.EventEnvelope;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What a record of the event topic turns out to be.
sealed interface Reading {
    /// Far above any event of a worker, whose longest part is a message, and far below what would
    /// hold up the others.
    int LARGEST = 256 << 10;

    ConsumerRecord<byte[], byte[]> record();

    /// An event, ready to be stored.
    record Told(ConsumerRecord<byte[], byte[]> record, StoredEvent event) implements Reading {}

    /// No event, now and at every later time.
    record Dead(ConsumerRecord<byte[], byte[]> record, Reason reason) implements Reading {}

    /// Depends on the record alone: whatever goes wrong here is its own fault, and would go wrong
    /// again. The key only chooses the partition; a missing or another one does no harm.
    static Reading of(ConsumerRecord<byte[], byte[]> record) {
        var value = record.value();
        if (value == null) {
            return new Dead(record, Reason.of(Reason.Why.EMPTY, "the record has no value"));
        }
        if (value.length > LARGEST) {
            return new Dead(
                    record,
                    Reason.of(
                            Reason.Why.TOO_LARGE,
                            "an event has at most %d bytes, this one %d"
                                    .formatted(LARGEST, value.length)));
        }
        try {
            return new Told(record, StoredEvent.of(Json.parse(value, EventEnvelope.class)));
        } catch (JsonProcessingException | RuntimeException failure) {
            return new Dead(
                    record, Reason.of(Reason.Why.UNREADABLE, "it is no event envelope", failure));
        }
    }
}
