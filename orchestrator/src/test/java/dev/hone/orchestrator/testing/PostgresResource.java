package dev.hone.orchestrator.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives a Quarkus test an empty PostgreSQL.
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable PostgresServer server;

    @Override
    public Map<String, String> start() {
        var started = PostgresServer.start();
        server = started;
        return Map.of(
                "quarkus.datasource.jdbc.url", started.jdbcUrl(),
                "quarkus.datasource.username", started.user(),
                "quarkus.datasource.password", "trusted");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
