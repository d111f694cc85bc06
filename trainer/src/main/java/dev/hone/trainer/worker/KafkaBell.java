package dev.hone.trainer.worker;

import dev.hone.protocol.Outage;
import dev.hone.protocol.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pool's bell in a Kafka share group: each ring goes to one worker, and to another when that
/// one does not answer it. A broker that is down makes a silent bell, never a broken worker: the
/// unprompted claims go on.
final class KafkaBell implements Bell {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaBell.class);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final String brokers;
    private final String pool;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable KafkaShareConsumer<byte[], byte[]> consumer;
    private volatile boolean woken;

    KafkaBell(String brokers, String pool) {
        this.brokers = brokers;
        this.pool = pool;
    }

    @Override
    public Optional<Ring> await(Duration patience) {
        if (woken || patience.isZero()) {
            return Optional.empty();
        }
        try {
            for (var ring : listening().poll(patience)) {
                return Optional.of(new KafkaRing(ring));
            }
        } catch (WakeupException _) {
            // Whoever woke us knows why.
        } catch (KafkaException | IllegalStateException e) {
            var outage = outage(e);
            LOG.atWarn()
                    .addKeyValue("pool", pool)
                    .addKeyValue("code", outage.code())
                    .addKeyValue("cause", e.toString())
                    .addKeyValue("fix", outage.fix())
                    .log("Bell is silent");
            cover();
            hush(patience);
        }
        return Optional.empty();
    }

    @Override
    public void cover() {
        var open = consumer;
        consumer = null;
        if (open == null) {
            return;
        }
        try {
            open.close(Duration.ofSeconds(1));
        } catch (KafkaException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("Bell did not close in order");
        }
    }

    @Override
    public void wake() {
        woken = true;
        closing.countDown();
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    @Override
    public void close() {
        cover();
    }

    private KafkaShareConsumer<byte[], byte[]> listening() {
        var open = consumer;
        if (open == null) {
            open = new KafkaShareConsumer<>(configuration());
            open.subscribe(List.of(Topics.jobs(pool)));
            consumer = open;
        }
        return open;
    }

    static Outage outage(Exception failure) {
        return failure instanceof AuthenticationException
                        || failure instanceof AuthorizationException
                ? Outage.KAFKA_DENIED
                : Outage.KAFKA_UNAVAILABLE;
    }

    private void hush(Duration patience) {
        try {
            var _ = closing.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> configuration() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.GROUP_ID_CONFIG,
                Topics.workers(pool),
                ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                "explicit",
                ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                "record_limit",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1,
                // The content is a hint that nothing reads: no bytes can break a worker.
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                2_000,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
    }

    private final class KafkaRing implements Ring {
        private final ConsumerRecord<byte[], byte[]> ring;

        private KafkaRing(ConsumerRecord<byte[], byte[]> ring) {
            this.ring = ring;
        }

        @Override
        public void accept() {
            answer(AcknowledgeType.ACCEPT);
        }

        @Override
        public void release() {
            answer(AcknowledgeType.RELEASE);
        }

        /// An answer that does not arrive costs a repeated ring, which finds no job or the next
        /// one.
        private void answer(AcknowledgeType type) {
            var open = consumer;
            if (open == null) {
                return;
            }
            try {
                open.acknowledge(ring, type);
                open.commitSync(ANSWER)
                        .values()
                        .forEach(fault -> fault.ifPresent(KafkaBell::unanswered));
            } catch (KafkaException | IllegalStateException e) {
                unanswered(e);
                cover();
            }
        }
    }

    private static void unanswered(RuntimeException cause) {
        LOG.atWarn().addKeyValue("cause", cause.toString()).log("Bell was not answered");
    }
}
