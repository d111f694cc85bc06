package dev.hone.orchestrator.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.broker.Clients;
import dev.hone.orchestrator.broker.KafkaConfig;
import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.orchestrator.jobs.Jobs;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.testing.Await;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.KafkaResource;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.EventEnvelope;
import dev.hone.protocol.Topics;
import dev.hone.protocol.TrainEvent;
import dev.hone.protocol.TrainEvent.Level;
import dev.hone.protocol.WorkBell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/// The background at work with a real broker.
@QuarkusTest
@TestProfile(BrokerTest.WithBackground.class)
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
class BrokerTest extends PlatformTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject Jobs jobs;
    @Inject Attempts attempts;
    @Inject Clients clients;
    @Inject KafkaConfig config;

    public static class WithBackground implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hone.jobs.background", "true");
        }
    }

    @Test
    void workersHearABellThatWasRungBeforeTheyCame() {
        // given
        var job = fixtures.submit();
        awaitPublished();

        // when
        var heard = new ArrayList<WorkBell>();
        try (var worker = shareConsumer()) {
            worker.subscribe(List.of(Topics.jobs("default")));
            Await.until(
                    "the bell is heard",
                    PATIENCE,
                    () -> {
                        worker.poll(Duration.ofMillis(500))
                                .forEach(
                                        bell -> heard.add(Json.read(bell.value(), WorkBell.class)));
                        return heard.contains(new WorkBell(job.id()));
                    });
        }

        // then
        assertThat(heard).contains(new WorkBell(job.id()));
    }

    @Test
    void whatAWorkerTellsIsReadByTheOwner() {
        // given
        var job = fixtures.submit();
        assertThat(attempts.claim(fixtures.worker("w1"))).isPresent();
        awaitPublished();

        // when
        try (var producer = clients.producer()) {
            tell(producer, "poison");
            tell(
                    producer,
                    Json.write(
                            new EventEnvelope(
                                    job.id(),
                                    1,
                                    0,
                                    Instant.EPOCH,
                                    new TrainEvent.Message(Level.INFO, "warming up"))));
            producer.flush();
        }

        // then
        Await.until(
                "the event is stored",
                PATIENCE,
                () ->
                        jobs.events(Fixtures.PROJECT, job.id(), null, 10).items().stream()
                                .anyMatch(event -> event.message().equals("warming up")));
    }

    private static void tell(KafkaProducer<String, String> producer, String value) {
        var sent = producer.send(new ProducerRecord<>(Topics.EVENTS, "key", value));
        assertThat(sent).isNotNull();
    }

    private void awaitPublished() {
        Await.until(
                "the outbox is empty",
                PATIENCE,
                () ->
                        fixtures.rows()
                                        .count(
                                                "SELECT count(*) FROM outbox WHERE published_at IS NULL")
                                == 0);
    }

    private KafkaShareConsumer<String, String> shareConsumer() {
        return new KafkaShareConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        config.bootstrapServers(),
                        "group.id",
                        Topics.workers("default")),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
