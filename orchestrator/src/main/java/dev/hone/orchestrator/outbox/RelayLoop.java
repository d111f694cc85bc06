package dev.hone.orchestrator.outbox;

import dev.hone.orchestrator.background.BackgroundConfig;
import dev.hone.orchestrator.background.Loop;
import dev.hone.orchestrator.broker.BrokerUnavailable;
import dev.hone.orchestrator.broker.Clients;
import dev.hone.orchestrator.broker.Topology;
import dev.hone.orchestrator.workers.PoolsConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the relay for as long as the process lives, through every outage of the broker.
@ApplicationScoped
class RelayLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RelayLoop.class);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Relay relay;
    private final Topology topology;
    private final Clients clients;
    private final BackgroundConfig config;
    private final PoolsConfig pools;
    private @Nullable Loop loop;
    private @Nullable Producer<String, String> producer;
    private boolean topicsReady;
    private boolean outage;

    RelayLoop(
            Relay relay,
            Topology topology,
            Clients clients,
            BackgroundConfig config,
            PoolsConfig pools) {
        this.relay = relay;
        this.topology = topology;
        this.clients = clients;
        this.config = config;
        this.pools = pools;
    }

    void start(@Observes StartupEvent started) {
        if (config.background()) {
            loop = Loop.start("relay", config.relayEvery(), this::pass);
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        if (loop != null) {
            loop.close();
        }
        closeProducer();
    }

    private void pass() {
        try {
            ensureTopics();
            publishAll();
            if (outage) {
                outage = false;
                LOG.info("Broker is back; the outbox is being published");
            }
        } catch (BrokerUnavailable failure) {
            // After an outage the broker may be another one: make topics and producer anew.
            topicsReady = false;
            closeProducer();
            if (!outage) {
                outage = true;
                LOG.atWarn()
                        .addKeyValue("code", failure.outage().code())
                        .addKeyValue("cause", String.valueOf(failure.getCause()))
                        .addKeyValue("fix", failure.outage().fix())
                        .log("Broker does not answer or refuses; messages wait in the outbox");
            }
        }
    }

    private void ensureTopics() {
        if (!topicsReady) {
            topology.ensure(pools.pools());
            topicsReady = true;
        }
    }

    private void publishAll() {
        if (producer == null) {
            producer = clients.producer();
        }
        var publisher = new KafkaPublisher(producer);
        int published;
        do {
            published = relay.publishBatch(publisher);
        } while (Relay.mayHaveMore(published));
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close(CLOSE);
            producer = null;
        }
    }
}
