package dev.hone.orchestrator.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/// Publishes with producers whose time-outs bound every wait.
public final class Publishing {
    private Publishing() {}

    /// Returns once the broker has acknowledged all of the records.
    ///
    /// @throws BrokerUnavailable if it has not in time
    public static <K, V> void publish(Producer<K, V> producer, List<ProducerRecord<K, V>> records) {
        try {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (var record : records) {
                sent.add(producer.send(record));
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
