package dev.hone.orchestrator.broker;

import dev.hone.protocol.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/// Makes the topics, and tells the workers' share groups to start at the oldest bell.
@ApplicationScoped
public class Topology {
    /// Brokers take records of 1 MiB unless they are told otherwise.
    static final int LARGEST_DEAD_LETTER = 16 << 20;

    private static final String FROM_THE_START = "earliest";

    private final Clients clients;
    private final KafkaConfig config;

    Topology(Clients clients, KafkaConfig config) {
        this.clients = clients;
        this.config = config;
    }

    /// Makes what is missing; what exists stays as it is.
    ///
    /// @throws BrokerUnavailable if the broker does not answer in time
    public void ensure(Collection<String> pools) {
        try (var admin = clients.admin()) {
            createTopics(admin, pools);
            configureGroups(admin, pools);
        } catch (ExecutionException failure) {
            throw new BrokerUnavailable(failure.getCause());
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable(failure);
        }
    }

    private void createTopics(Admin admin, Collection<String> pools)
            throws ExecutionException, InterruptedException {
        var wanted = new ArrayList<NewTopic>();
        wanted.add(topic(Topics.EVENTS));
        wanted.add(deadEvents());
        pools.forEach(pool -> wanted.add(topic(Topics.jobs(pool))));
        var existing = admin.listTopics().names().get();
        var missing = wanted.stream().filter(topic -> !existing.contains(topic.name())).toList();
        if (missing.isEmpty()) {
            return;
        }
        for (var created : admin.createTopics(missing).values().values()) {
            try {
                created.get();
            } catch (ExecutionException failure) {
                // Another replica was faster.
                if (!(failure.getCause() instanceof TopicExistsException)) {
                    throw failure;
                }
            }
        }
    }

    private NewTopic topic(String name) {
        return new NewTopic(name, config.partitions(), config.replicationFactor());
    }

    /// Takes whatever the event topic took, and the reasons in the headers.
    private NewTopic deadEvents() {
        return topic(Topics.DEAD_EVENTS)
                .configs(
                        Map.of(
                                TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(config.keepDeadLetters().toMillis()),
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                Integer.toString(LARGEST_DEAD_LETTER)));
    }

    private void configureGroups(Admin admin, Collection<String> pools)
            throws ExecutionException, InterruptedException {
        var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        var earliest =
                new AlterConfigOp(
                        new ConfigEntry("share.auto.offset.reset", FROM_THE_START),
                        AlterConfigOp.OpType.SET);
        for (var pool : Set.copyOf(pools)) {
            changes.put(
                    new ConfigResource(ConfigResource.Type.GROUP, Topics.workers(pool)),
                    List.of(earliest));
        }
        admin.incrementalAlterConfigs(Map.copyOf(changes)).all().get();
    }
}
