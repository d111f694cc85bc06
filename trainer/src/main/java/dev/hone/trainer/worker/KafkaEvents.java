package dev.hone.trainer.worker;

import dev.hone.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends events to the broker's event topic. Opened at the first event, so that an idle worker
/// holds no producer.
final class KafkaEvents implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEvents.class);

    private final String brokers;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    KafkaEvents(String brokers) {
        this.brokers = brokers;
    }

    @Override
    public synchronized void send(String jobId, byte[] envelope) {
        try {
            var key = jobId.getBytes(StandardCharsets.UTF_8);
            var _ = open().send(new ProducerRecord<>(Topics.EVENTS, key, envelope), lost());
        } catch (KafkaException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("Event lost");
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
            producer = null;
        }
    }

    private static org.apache.kafka.clients.producer.Callback lost() {
        return (_, fault) -> {
            if (fault != null) {
                LOG.atDebug().addKeyValue("cause", fault.toString()).log("Event lost");
            }
        };
    }

    private KafkaProducer<byte[], byte[]> open() {
        if (producer == null) {
            producer = new KafkaProducer<>(configuration());
        }
        return producer;
    }

    private Map<String, Object> configuration() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                // Some thousand events; what does not fit any more is let go.
                ProducerConfig.BUFFER_MEMORY_CONFIG, 1L << 20,
                // The sender's own thread waits for this, never the training.
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000,
                ProducerConfig.LINGER_MS_CONFIG, 50,
                // A broker that restarts within half a minute loses nothing.
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
    }
}
