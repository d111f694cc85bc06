package dev.hone.orchestrator.events;

import dev.hone.orchestrator.background.BackgroundConfig;
import dev.hone.orchestrator.background.Loop;
import dev.hone.orchestrator.broker.Clients;
import dev.hone.protocol.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the event topic for as long as the process lives; replicas share its partitions. Offsets
/// are committed after the rows and the dead letters, so a crash repeats records and loses none.
@ApplicationScoped
class EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final String GROUP = "hone-control-plane";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Clients clients;
    private final EventConsumer consumer;
    private final BackgroundConfig config;
    private @Nullable Loop loop;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> kafka;
    private volatile boolean closing;

    EventLoop(Clients clients, EventConsumer consumer, BackgroundConfig config) {
        this.clients = clients;
        this.consumer = consumer;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        if (config.background()) {
            loop = Loop.start("events", PAUSE, this::consume);
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        closing = true;
        var open = kafka;
        if (open != null) {
            open.wakeup();
        }
        if (loop != null) {
            loop.close();
        }
    }

    /// One life of a Kafka consumer: until the process ends or something fails. The loop then
    /// starts another, which goes on after the last committed offset.
    private void consume() {
        if (closing) {
            return;
        }
        var open = clients.consumer(GROUP);
        kafka = open;
        try {
            open.subscribe(List.of(Topics.EVENTS));
            while (!closing) {
                var records = open.poll(POLL);
                if (!records.isEmpty()) {
                    consumer.accept(records);
                    commit(open);
                }
            }
        } catch (WakeupException _) {
            // The process ends.
        } catch (SQLException | KafkaException failure) {
            throw new IllegalStateException("events are not being read", failure);
        } finally {
            kafka = null;
            open.close(CloseOptions.timeout(POLL));
        }
    }

    /// Another replica may have taken the partitions meanwhile. It reads the same records again,
    /// which changes nothing; this one goes on with what the next poll gives it.
    private static void commit(KafkaConsumer<byte[], byte[]> open) {
        try {
            open.commitSync();
        } catch (CommitFailedException | RebalanceInProgressException failure) {
            LOG.atInfo()
                    .addKeyValue("cause", failure.getClass().getSimpleName())
                    .log("Partitions of the event topic went to another replica");
        }
    }
}
