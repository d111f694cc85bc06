package dev.hone.orchestrator.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives a Quarkus test an empty broker.
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable KafkaBroker broker;

    @Override
    public Map<String, String> start() {
        var started = KafkaBroker.start();
        broker = started;
        return Map.of("hone.kafka.bootstrap-servers", started.bootstrapServers());
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }
}
