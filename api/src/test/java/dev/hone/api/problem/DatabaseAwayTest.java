package dev.hone.api.problem;

import static dev.hone.api.testing.Calls.asUser;
import static dev.hone.api.testing.Calls.asWorker;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.hone.api.testing.Platform;
import dev.hone.orchestrator.testing.PostgresServer;
import dev.hone.orchestrator.testing.StoreResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The control plane when PostgreSQL goes away under it, and no Kafka was ever there.
@QuarkusTest
@WithTestResource(
        value = DatabaseAwayTest.DoomedDatabase.class,
        scope = TestResourceScope.RESTRICTED_TO_CLASS)
class DatabaseAwayTest {
    public static final class DoomedDatabase implements QuarkusTestResourceLifecycleManager {
        private static @Nullable PostgresServer database;
        private final StoreResource store = new StoreResource();

        @Override
        public Map<String, String> start() {
            var started = PostgresServer.start();
            database = started;
            var settings = new HashMap<>(store.start());
            settings.put("quarkus.datasource.jdbc.url", started.jdbcUrl());
            settings.put("quarkus.datasource.username", started.user());
            settings.put("quarkus.datasource.password", "trusted");
            // Port 1 is nobody's, and refuses at once.
            settings.put("hone.kafka.bootstrap-servers", "127.0.0.1:1");
            settings.put("hone.auth.api-key", Platform.USER_KEY);
            settings.put("hone.auth.worker-key", Platform.WORKER_KEY);
            return settings;
        }

        @Override
        public void stop() {
            kill();
            store.stop();
        }

        static void kill() {
            if (database != null) {
                database.close();
                database = null;
            }
        }
    }

    @Test
    void callersAreToldToComeBack() {
        // given a server that works without Kafka, and then loses its database
        asUser().get("/v1/files").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
        DoomedDatabase.kill();

        // then
        for (var path : new String[] {"/v1/files", "/v1/fine_tuning/jobs/x", "/v1/models"}) {
            asUser().get(path)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .contentType(Problem.MEDIA_TYPE)
                    .body("error.code", equalTo("database_unavailable"))
                    .body("error.type", equalTo("server_error"))
                    .body("detail", not(containsString("127.0.0.1")));
        }
        asWorker()
                .contentType("application/json")
                .body(
                        """
                        {"worker":"w","pool":"default","device":"cpu","version":"1","protocol":1,
                         "instance":{"home":"h","start":1,"place":"p"}}
                        """)
                .post("/v1/workers/claims")
                .then()
                .statusCode(503);
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(503);
    }
}
