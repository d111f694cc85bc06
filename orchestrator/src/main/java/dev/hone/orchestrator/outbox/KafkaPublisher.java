package dev.hone.orchestrator.outbox;

import dev.hone.orchestrator.broker.Publishing;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Publishes with a producer whose time-outs bound every wait.
final class KafkaPublisher implements Publisher {
    private final Producer<String, String> producer;

    KafkaPublisher(Producer<String, String> producer) {
        this.producer = producer;
    }

    @Override
    public void publish(List<Message> messages) {
        Publishing.publish(producer, messages.stream().map(KafkaPublisher::record).toList());
    }

    private static ProducerRecord<String, String> record(Message message) {
        return new ProducerRecord<>(message.topic(), message.key(), message.payload());
    }
}
