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
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Makes Kafka clients whose every call is bounded in time.
@ApplicationScoped
public class Clients {
    /// New topics are seen within this time.
    private static final int METADATA_MILLIS = 5_000;

    private static final int RECONNECT_MILLIS = 1_000;

    /// Some hundred milliseconds of one transaction, for which jobs are locked.
    private static final int MOST_AT_ONCE = 2_000;

    /// Events that come one by one are gathered for a moment nobody notices: a transaction costs as
    /// much for one as for a hundred.
    private static final int WORTH_FETCHING = 256 << 10;

    private static final int PATIENCE_MILLIS = 100;

    private final KafkaConfig config;

    Clients(KafkaConfig config) {
        this.config = config;
    }

    /// Idempotent, and acknowledged by every replica in sync.
    public KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                publishing("hone-relay"), new StringSerializer(), new StringSerializer());
    }

    /// The same, for records of any size that the dead-letter topic takes.
    public KafkaProducer<byte[], byte[]> deadLetters() {
        var properties = publishing("hone-dead-letters");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topology.LARGEST_DEAD_LETTER);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> publishing(String clientId) {
        var properties = common(clientId);
        var timeout = Math.toIntExact(config.timeout().toMillis());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        return properties;
    }

    /// Commits nothing by itself: the caller does, once what it read is in the database.
    public KafkaConsumer<byte[], byte[]> consumer(String group) {
        var properties = common(group);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, WORTH_FETCHING);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
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
