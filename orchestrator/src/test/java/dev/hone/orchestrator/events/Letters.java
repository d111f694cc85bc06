package dev.hone.orchestrator.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hone.orchestrator.broker.Clients;
import dev.hone.orchestrator.testing.Await;
import dev.hone.protocol.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Reads the dead-letter topic.
record Letters(Clients clients) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    /// @param place where the record stood that the letter is of
    ConsumerRecord<byte[], byte[]> await(RecordMetadata place) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var reader = clients.consumer("test-" + UUID.randomUUID())) {
            reader.subscribe(List.of(Topics.DEAD_EVENTS));
            Await.until(
                    "there is a letter of " + place,
                    PATIENCE,
                    () -> {
                        for (var letter : reader.poll(POLL)) {
                            if (isOf(letter, place)) {
                                found.add(letter);
                            }
                        }
                        return !found.isEmpty();
                    });
        }
        return found.getFirst();
    }

    static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    private static boolean isOf(ConsumerRecord<byte[], byte[]> letter, RecordMetadata place) {
        return header(letter, "hone.partition").equals(Integer.toString(place.partition()))
                && header(letter, "hone.offset").equals(Long.toString(place.offset()));
    }
}
