package dev.hone.orchestrator.broker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/// How the broker is reached, and how topics are made.
@ConfigMapping(prefix = "hone.kafka")
public interface KafkaConfig {
    /// Addresses to start from, `host:port,host:port`.
    String bootstrapServers();

    /// Copies of every topic; 3 on a cluster that must not lose a bell.
    @WithDefault("1")
    short replicationFactor();

    /// Partitions of every topic that is made.
    @WithDefault("4")
    int partitions();

    /// How long records stay in the dead-letter topic, from the day that it is made.
    @WithDefault("30d")
    Duration keepDeadLetters();

    /// How long a publication may wait for the broker before it is given up and tried again later.
    @WithDefault("5s")
    Duration timeout();

    /// Any other client property, e.g. `"security.protocol"` and what belongs to it.
    Map<String, String> client();
}
