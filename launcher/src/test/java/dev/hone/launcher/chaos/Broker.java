package dev.hone.launcher.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A stranger on the broker, who repeats and disorders what others wrote.
final class Broker implements AutoCloseable {
    static final String BELLS = "hone.jobs.default";
    static final String EVENTS = "hone.events";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;

    record Message(String key, String value) {}

    Broker(String servers) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                servers,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                (int) PATIENCE.toMillis()),
                        new StringSerializer(),
                        new StringSerializer());
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                servers,
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                (int) PATIENCE.toMillis()),
                        new StringDeserializer(),
                        new StringDeserializer());
    }

    /// The newest messages of a topic, at most `most` of each partition.
    List<Message> newest(String topic, int most) {
        var partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions);
        var starts = consumer.beginningOffsets(partitions);
        ends.forEach((partition, end) ->
                consumer.seek(partition, Math.max(starts.getOrDefault(partition, 0L), end - most)));
        var messages = new ArrayList<Message>();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(PATIENCE)
                    .forEach(record -> messages.add(new Message(record.key(), record.value())));
        }
        return messages;
    }

    void send(String topic, List<Message> messages)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (var sent :
                messages.stream()
                        .map(each -> new ProducerRecord<>(topic, each.key(), each.value()))
                        .map(producer::send)
                        .toList()) {
            sent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /// Says all of them again, in another order.
    void repeat(String topic, int most, long seed)
            throws ExecutionException, InterruptedException, TimeoutException {
        var messages = new ArrayList<>(newest(topic, most));
        Collections.shuffle(messages, new Random(seed));
        send(topic, messages);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close();
    }
}
