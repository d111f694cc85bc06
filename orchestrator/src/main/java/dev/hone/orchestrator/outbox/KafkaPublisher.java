package dev.hone.orchestrator.outbox;

import dev.hone.orchestrator.broker.BrokerUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/// Publishes with a producer whose time-outs bound every wait.
final class KafkaPublisher implements Publisher {
    private final Producer<String, String> producer;

    KafkaPublisher(Producer<String, String> producer) {
        this.producer = producer;
    }

    @Override
    public void publish(List<Message> messages) {
        try {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (var message : messages) {
                sent.add(
                        producer.send(
                                new ProducerRecord<>(
                                        message.topic(), message.key(), message.payload())));
            }
            producer.flush();
            for (var acknowledged : sent) {
                acknowledged.get();
            }
        } catch (KafkaException | ExecutionException failure) {
            throw new BrokerUnavailable(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable(failure);
        }
    }
}
