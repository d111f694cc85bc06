package dev.hone.orchestrator.broker;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Makes Kafka clients whose every call is bounded in time.
@ApplicationScoped
public class Clients {
    /// New topics are seen within this time.
    private static final int METADATA_MILLIS = 5_000;

    private static final int RECONNECT_MILLIS = 1_000;

    private final KafkaConfig config;

    Clients(KafkaConfig config) {
        this.config = config;
    }

    /// Idempotent, and acknowledged by every replica in sync.
    public KafkaProducer<String, String> producer() {
        var properties = common("hone-relay");
        var timeout = Math.toIntExact(config.timeout().toMillis());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    /// Commits nothing by itself: the caller does, once what it read is in the database.
    public KafkaConsumer<String, byte[]> consumer(String group) {
        var properties = common(group);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(
                properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    public Admin admin() {
        var properties = common("hone-setup");
        var timeout = Math.toIntExact(config.timeout().toMillis());
        properties.put("default.api.timeout.ms", timeout);
        properties.put("request.timeout.ms", timeout);
        return Admin.create(properties);
    }

    private Map<String, Object> common(String clientId) {
        var properties = new HashMap<String, Object>(config.client());
        properties.put("bootstrap.servers", config.bootstrapServers());
        properties.put("client.id", clientId);
        properties.put("metadata.max.age.ms", METADATA_MILLIS);
        properties.put("reconnect.backoff.max.ms", RECONNECT_MILLIS);
        properties.put("enable.metrics.push", false);
        return properties;
    }
}
