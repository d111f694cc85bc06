package dev.hone.api.testing;

import dev.hone.orchestrator.testing.KafkaResource;
import dev.hone.orchestrator.testing.PostgresResource;
import dev.hone.orchestrator.testing.StoreResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All that the control plane stands on, for one run of tests: PostgreSQL, Kafka, a store, two
/// keys.
public final class Platform implements QuarkusTestResourceLifecycleManager {
    public static final String USER_KEY = "user-key-of-the-tests-0123456789-abcdef";
    public static final String WORKER_KEY = "worker-key-of-the-tests-0123456789-abcdef";

    private final List<QuarkusTestResourceLifecycleManager> parts =
            List.of(new PostgresResource(), new KafkaResource(), new StoreResource());

    @Override
    public Map<String, String> start() {
        var settings = new HashMap<String, String>();
        parts.forEach(part -> settings.putAll(part.start()));
        // A quote takes a process of its own, and the bases here have no rows to count.
        settings.put("hone.quotes.every", "1h");
        settings.put("hone.auth.api-key", USER_KEY);
        settings.put("hone.auth.worker-key", WORKER_KEY);
        // A preflight needs a tokenizer, which the base of most tests does not have.
        settings.put("hone.preflights.required", "false");
        return settings;
    }

    @Override
    public void stop() {
        parts.reversed().forEach(QuarkusTestResourceLifecycleManager::stop);
    }
}
