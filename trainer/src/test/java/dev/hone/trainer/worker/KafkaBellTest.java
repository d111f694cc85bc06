package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.Directive;
import dev.hone.protocol.EventEnvelope;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.Topics;
import dev.hone.protocol.TrainEvent;
import dev.hone.protocol.WorkBell;
import dev.hone.trainer.job.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaBellTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestBroker broker;

    KafkaBellTest(@TempDir Path directory) throws IOException, InterruptedException {
        broker = new TestBroker(directory);
    }

    @BeforeAll
    void topics() throws Exception {
        for (var pool : List.of("answered", "returned", "restarted", "claimed")) {
            broker.topic(Topics.jobs(pool), Topics.workers(pool));
        }
        broker.topic(Topics.EVENTS, "unused");
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    @Test
    void anAcceptedRingIsHeardOnce() throws Exception {
        ring("answered");
        try (var bell = new KafkaBell(broker.address(), "answered")) {
            heard(bell).accept();

            assertThat(bell.await(Duration.ofSeconds(2))).isEmpty();
        }
    }

    @Test
    void aReleasedRingIsHeardByAnotherWorker() throws Exception {
        ring("returned");
        try (var bell = new KafkaBell(broker.address(), "returned")) {
            heard(bell).release();
        }
        try (var other = new KafkaBell(broker.address(), "returned")) {
            heard(other).accept();
        }
    }

    @Test
    void aRingMakesAWorkerClaim() throws Exception {
        try (var controlPlane = new TestControlPlane();
                var _ =
                        new RunningWorker(
                                controlPlane,
                                new KafkaBell(broker.address(), "claimed"),
                                _ -> new Outcome.Stopped(Directive.PREEMPT, 1),
                                Duration.ofMinutes(5))) {
            Await.until("the unprompted claim", () -> controlPlane.asked.size() == 1);
            controlPlane.jobs.add(Claims.of("ftjob-1", Claims.LEASE));

            ring("claimed");

            Await.until("an outcome", PATIENCE, () -> controlPlane.outcomes.size() == 1);
        }
    }

    @Test
    void aBrokerThatGoesAndComesBackIsHeardAgain() throws Exception {
        try (var bell = new KafkaBell(broker.address(), "restarted")) {
            ring("restarted");
            heard(bell).accept();
            broker.kill();

            assertThat(bell.await(Duration.ofSeconds(1))).isEmpty();

            broker.start();
            ring("restarted");
            heard(bell).accept();
        }
    }

    @Test
    void aBrokerThatCannotBeNamedIsASilentBell() {
        try (var bell = new KafkaBell("no.such.host.invalid:9092", "default")) {
            assertThat(bell.await(Duration.ofMillis(100))).isEmpty();
        }
    }

    @Test
    void eventsArriveUnderTheirJobsKey() throws Exception {
        try (var events = new KafkaEvents(broker.address());
                var publisher = new EventPublisher("ftjob-1", 7, events, InstantSource.system())) {
            publisher.tell(new TrainEvent.Validated(4, 1.5));
            publisher.tell(new TrainEvent.Validated(8, 1.25));
        }

        assertThat(eventsOnTheTopic(2))
                .extracting(EventEnvelope::event)
                .containsExactly(
                        new TrainEvent.Validated(4, 1.5), new TrainEvent.Validated(8, 1.25));
    }

    private static Bell.Ring heard(Bell bell) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var ring = Optional.<Bell.Ring>empty();
        while (ring.isEmpty() && System.nanoTime() < deadline) {
            ring = bell.await(Duration.ofMillis(500));
        }
        return ring.orElseThrow(() -> new AssertionError("no ring"));
    }

    private void ring(String pool) throws InterruptedException, ExecutionException {
        try (var producer =
                new KafkaProducer<byte[], byte[]>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker.address(),
                                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                                ByteArraySerializer.class,
                                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                                ByteArraySerializer.class))) {
            var bell = Json.bytes(new WorkBell("ftjob-1"));
            producer.send(new ProducerRecord<>(Topics.jobs(pool), bell)).get();
        }
    }

    private List<EventEnvelope> eventsOnTheTopic(int count) throws IOException {
        var found = new ArrayList<EventEnvelope>();
        try (var consumer =
                new KafkaConsumer<byte[], byte[]>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker.address(),
                                ConsumerConfig.GROUP_ID_CONFIG,
                                "test",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                                ByteArrayDeserializer.class,
                                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                                ByteArrayDeserializer.class))) {
            consumer.subscribe(List.of(Topics.EVENTS));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (found.size() < count && System.nanoTime() < deadline) {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    assertThat(message.key()).asString().isEqualTo("ftjob-1");
                    found.add(Json.WIRE.readValue(message.value(), EventEnvelope.class));
                }
            }
        }
        return found;
    }
}
