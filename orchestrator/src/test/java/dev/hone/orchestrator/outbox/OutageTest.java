package dev.hone.orchestrator.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.broker.KafkaConfig;
import dev.hone.orchestrator.jobs.JobState;
import dev.hone.orchestrator.testing.Await;
import dev.hone.orchestrator.testing.KafkaBroker;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.orchestrator.testing.Ports;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The platform starts without its broker, and later loses it with all its data.
@QuarkusTest
@TestProfile(OutageTest.WithoutBroker.class)
class OutageTest extends PlatformTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Far below any time-out of a client that waits for a broker.
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    @Inject KafkaConfig config;

    public static class WithoutBroker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "hone.jobs.background",
                    "true",
                    "hone.kafka.bootstrap-servers",
                    "127.0.0.1:" + Ports.free());
        }
    }

    @Test
    void jobsAreAcceptedWithoutABrokerAndTheirBellsRingWhenItComes() {
        // given no broker
        var begin = System.nanoTime();
        var job = fixtures.submit();
        var took = Duration.ofNanos(System.nanoTime() - begin);
        var waiting = unpublished();

        // when a broker comes
        try (var broker = KafkaBroker.start(port())) {
            assertThat(broker.bootstrapServers()).isEqualTo(config.bootstrapServers());
            awaitPublished();
        }
        // and goes, and another comes, which knows of no topic
        fixtures.submit();
        var waitingAgain = unpublished();
        try (var broker = KafkaBroker.start(port())) {
            assertThat(broker.bootstrapServers()).isEqualTo(config.bootstrapServers());
            awaitPublished();
        }

        // then
        assertThat(job.state()).isEqualTo(new JobState.Queued());
        assertThat(took).isLessThan(AT_ONCE);
        assertThat(waiting).isEqualTo(1);
        assertThat(waitingAgain).isEqualTo(1);
    }

    private int port() {
        return Integer.parseInt(config.bootstrapServers().split(":", 2)[1]);
    }

    private void awaitPublished() {
        Await.until("the outbox is empty", PATIENCE, () -> unpublished() == 0);
    }

    private long unpublished() {
        return fixtures.rows().count("SELECT count(*) FROM outbox WHERE published_at IS NULL");
    }
}
