package dev.hone.api.problem;

import static dev.hone.api.testing.Calls.asUser;
import static org.hamcrest.Matchers.equalTo;

import dev.hone.api.testing.Platform;
import dev.hone.orchestrator.testing.PostgresResource;
import dev.hone.orchestrator.testing.StoreResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// The control plane when all its connections to the database are taken.
@QuarkusTest
@WithTestResource(
        value = DatabaseBusyTest.FewConnections.class,
        scope = TestResourceScope.RESTRICTED_TO_CLASS)
class DatabaseBusyTest {
    private static final int CONNECTIONS = 4;

    @Inject DataSource dataSource;

    public static final class FewConnections implements QuarkusTestResourceLifecycleManager {
        private final PostgresResource database = new PostgresResource();
        private final StoreResource store = new StoreResource();

        @Override
        public Map<String, String> start() {
            var settings = new HashMap<>(database.start());
            settings.putAll(store.start());
            settings.put("quarkus.datasource.jdbc.min-size", "0");
            settings.put("quarkus.datasource.jdbc.max-size", Integer.toString(CONNECTIONS));
            settings.put("quarkus.datasource.jdbc.acquisition-timeout", "0.2S");
            settings.put("hone.jobs.background", "false");
            settings.put("hone.kafka.bootstrap-servers", "127.0.0.1:1");
            settings.put("hone.auth.api-key", Platform.USER_KEY);
            settings.put("hone.auth.worker-key", Platform.WORKER_KEY);
            return settings;
        }

        @Override
        public void stop() {
            store.stop();
            database.stop();
        }
    }

    @Test
    void callersAreToldToComeBackWhileAllConnectionsAreTaken() throws Exception {
        // given
        var taken = new ArrayList<Connection>();
        try {
            while (taken.size() < CONNECTIONS) {
                taken.add(dataSource.getConnection());
            }

            // when
            var answer = asUser().get("/v1/files").then();

            // then
            answer.statusCode(503)
                    .header("Retry-After", "2")
                    .body("error.code", equalTo("database_unavailable"));
        } finally {
            for (var connection : taken) {
                connection.close();
            }
        }
        asUser().get("/v1/files").then().statusCode(200);
    }
}
