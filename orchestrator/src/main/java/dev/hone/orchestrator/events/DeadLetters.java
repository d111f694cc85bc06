package dev.hone.orchestrator.events;

import dev.hone.orchestrator.broker.BrokerUnavailable;
import dev.hone.orchestrator.broker.Clients;
import dev.hone.orchestrator.broker.Publishing;
import dev.hone.orchestrator.events.Reading.Dead;
import dev.hone.protocol.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what cannot become an event to the dead-letter topic: key, bytes and headers as they
/// came, and the reason in headers of ours.
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Clients clients;
    private final MeterRegistry meters;

    DeadLetters(Clients clients, MeterRegistry meters) {
        this.clients = clients;
        this.meters = meters;
    }

    /// Returns once the broker has acknowledged all of them. Such records are rare: a producer is
    /// opened when there are some.
    ///
    /// @throws BrokerUnavailable if it has not in time: the records are to be read again
    void publish(List<Dead> letters) {
        if (letters.isEmpty()) {
            return;
        }
        try (var producer = clients.deadLetters()) {
            Publishing.publish(producer, letters.stream().map(DeadLetters::letter).toList());
        } catch (KafkaException failure) {
            throw new BrokerUnavailable(failure);
        }
        letters.forEach(this::told);
    }

    private static ProducerRecord<byte[], byte[]> letter(Dead dead) {
        var record = dead.record();
        var headers = new RecordHeaders(record.headers().toArray());
        var reason = dead.reason();
        add(headers, "hone.reason", reason.words());
        if (reason.exception() != null) {
            add(headers, "hone.exception", reason.exception());
        }
        add(headers, "hone.topic", record.topic());
        add(headers, "hone.partition", Integer.toString(record.partition()));
        add(headers, "hone.offset", Long.toString(record.offset()));
        add(headers, "hone.time", Instant.ofEpochMilli(record.timestamp()).toString());
        return new ProducerRecord<>(
                Topics.DEAD_EVENTS, null, record.key(), record.value(), headers);
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void told(Dead dead) {
        var why = dead.reason().why().name().toLowerCase(Locale.ROOT);
        meters.counter("hone.events.poison", "why", why).increment();
        LOG.atWarn()
                .addKeyValue("record", place(dead.record()))
                .addKeyValue("why", why)
                .log("Record cannot become an event; it is in the dead-letter topic");
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
    }
}
