package dev.hone.orchestrator.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.background.BackgroundConfig;
import dev.hone.orchestrator.broker.Clients;
import dev.hone.orchestrator.broker.KafkaConfig;
import dev.hone.orchestrator.broker.Topology;
import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.testing.Await;
import dev.hone.orchestrator.testing.KafkaResource;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.orchestrator.workers.PoolsConfig;
import dev.hone.protocol.EventEnvelope;
import dev.hone.protocol.Topics;
import dev.hone.protocol.TrainEvent;
import dev.hone.protocol.TrainEvent.Level;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The loop that reads the event topic, with a real broker.
@QuarkusTest
@TestProfile(LongLeases.class)
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
class EventLoopTest extends PlatformTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    @Inject Attempts attempts;
    @Inject Clients clients;
    @Inject KafkaConfig config;
    @Inject Topology topology;
    @Inject EventConsumer consumer;
    @Inject BackgroundConfig background;
    @Inject PoolsConfig pools;

    private KafkaProducer<byte[], byte[]> producer;
    private Letters letters;

    @BeforeEach
    void reachTheBroker() {
        topology.ensure(pools.pools());
        letters = new Letters(clients);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", config.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @AfterEach
    void leaveTheBroker() {
        producer.close();
    }

    @Test
    void everyKindOfBadRecordIsADeadLetterAndTheRestIsStored() {
        // given
        var job = running();
        var bad = new TreeMap<String, byte[]>();
        bad.put("Unrecognized token", "not json".getBytes(UTF_8));
        bad.put("jobId must be given", "{\"token\":1,\"sequence\":0}".getBytes(UTF_8));
        bad.put("event must be given", member(job, "\"event\":null"));
        bad.put("'burp'", member(job, "\"event\":{\"type\":\"burp\"}"));
        bad.put("level must be given", member(job, "\"event\":{\"type\":\"message\"}"));
        bad.put("step must be 0", member(job, "\"event\":{\"type\":\"step\",\"step\":-1}"));
        bad.put("at most 262144 bytes", message(job, 1, 0, "x".repeat(Reading.LARGEST)));
        bad.put("no job \"ftjob-none\"", message("ftjob-none", 1, 0, "whose?"));
        bad.put("token 2 of job", message(job, 2, 0, "from the future"));
        bad.put("refuses it (22021)", message("ftjob-\u0000", 1, 0, "an id of no text"));

        // when
        var sent = new TreeMap<String, RecordMetadata>();
        send(job, message(job, 1, 0, "before"));
        bad.forEach((kind, value) -> sent.put(kind, send(job, value)));
        send(job, message(job, 1, 1, "behind"));

        // then
        awaitStored(job, List.of("before", "behind"));
        var all = new TreeMap<String, ConsumerRecord<byte[], byte[]>>();
        sent.forEach((kind, place) -> {
            var letter = letters.await(place);
            all.put(kind, letter);
            assertThat(letter.key()).as(kind).isEqualTo(job.getBytes(UTF_8));
            assertThat(letter.value()).as(kind).isEqualTo(bad.get(kind));
            assertThat(Letters.header(letter, "hone.topic")).isEqualTo(Topics.EVENTS);
            assertThat(Letters.header(letter, "hone.time"))
                    .isEqualTo(Instant.ofEpochMilli(place.timestamp()).toString());
        });
        assertThat(all)
                .allSatisfy((kind, letter) ->
                        assertThat(Letters.header(letter, "hone.reason")).contains(kind));
    }

    @Test
    void aRecordWithoutValueOrKeyKeepsWhatItHas() {
        // given
        var record = new ProducerRecord<byte[], byte[]>(Topics.EVENTS, null, null);
        record.headers().add("trace", "abc".getBytes(UTF_8));

        // when
        var place = send(record);

        // then
        var letter = letters.await(place);
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(Letters.header(letter, "trace")).isEqualTo("abc");
        assertThat(Letters.header(letter, "hone.reason")).isEqualTo("the record has no value");
        assertThat(letter.headers().lastHeader("hone.exception")).isNull();
    }

    @Test
    void anEventWithoutKeyOrWithAnothersIsStored() {
        // given
        var job = running();

        // when
        send(null, message(job, 1, 0, "no key"));
        send("another", message(job, 1, 1, "another key"));

        // then
        awaitStored(job, List.of("no key", "another key"));
    }

    @Test
    void aLetterMayBeAsLargeAsTheBrokerTakesRecords() {
        // given
        var largest = new byte[1_000_000];

        // when
        var place = send("key", largest);

        // then
        assertThat(letters.await(place).value()).isEqualTo(largest);
    }

    @Test
    void aBadRecordWaitsUntilTheDeadLetterTopicCanBeWritten()
            throws ExecutionException, InterruptedException {
        // given
        var job = running();
        try (var admin = clients.admin()) {
            admin.deleteTopics(List.of(Topics.DEAD_EVENTS)).all().get();
        }
        var place = send(job, "not json".getBytes(UTF_8));
        send(job, message(job, 1, 0, "in the same batch or behind"));
        awaitStored(job, List.of("in the same batch or behind"));

        // when
        topology.ensure(pools.pools());

        // then
        assertThat(letters.await(place).value()).isEqualTo("not json".getBytes(UTF_8));
    }

    @Test
    void aReplayedLetterIsStoredOnceItsCauseIsGone() {
        // given
        var job = running();
        var place = send(job, message(job, 2, 0, "too early"));
        var letter = letters.await(place);
        assertThat(attempts.claim(fixtures.worker("w1"))).isPresent();

        // when
        send(new ProducerRecord<>(Topics.EVENTS, letter.key(), letter.value()));

        // then
        awaitStored(job, List.of("too early"));
    }

    @Test
    void replicasThatComeAndGoStoreEachEventOnce() {
        // given
        var job = running();
        var other = new EventLoop(clients, consumer, background);
        var told = new AtomicInteger();
        tell(job, told);

        // when
        other.start(new StartupEvent());
        Await.until(
                "both have partitions",
                PATIENCE,
                () -> {
                    tell(job, told);
                    return members() == 2;
                });
        tell(job, told);
        other.stop(new ShutdownEvent());
        tell(job, told);

        // then
        Await.until("all is stored", PATIENCE, () -> stored(job).size() >= told.get());
        assertThat(stored(job)).hasSize(told.get()).doesNotHaveDuplicates();
    }

    /// Some hundred events more, in all partitions.
    private void tell(String job, AtomicInteger told) {
        for (int i = 0; i < 500; i++) {
            int sequence = told.getAndIncrement();
            var key = Integer.toString(sequence).getBytes(UTF_8);
            var value = message(job, 1, sequence, "event " + sequence);
            var _ = producer.send(new ProducerRecord<>(Topics.EVENTS, key, value));
        }
        producer.flush();
    }

    /// Replicas that have partitions.
    private long members() {
        try (var admin = clients.admin()) {
            var group = "hone-control-plane";
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(described -> described.members().stream())
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .count();
        } catch (ExecutionException | InterruptedException failure) {
            throw new AssertionError("the group cannot be described", failure);
        }
    }

    private String running() {
        var job = fixtures.submit();
        assertThat(attempts.claim(fixtures.worker("w1"))).isPresent();
        return job.id();
    }

    private void awaitStored(String job, List<String> messages) {
        Await.until(
                "the good events are stored",
                PATIENCE,
                () -> stored(job).size() >= messages.size());
        assertThat(stored(job)).containsExactlyInAnyOrderElementsOf(messages);
    }

    private List<String> stored(String job) {
        return fixtures.rows()
                .texts(
                        "SELECT message FROM job_events WHERE job_id = ? AND sequence IS NOT NULL",
                        job);
    }

    private RecordMetadata send(@Nullable String key, byte[] value) {
        return send(
                new ProducerRecord<>(
                        Topics.EVENTS, key == null ? null : key.getBytes(UTF_8), value));
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (ExecutionException | InterruptedException failure) {
            throw new AssertionError("the broker takes the record", failure);
        }
    }

    private static byte[] message(String job, long token, long sequence, String words) {
        var message = new TrainEvent.Message(Level.INFO, words);
        return Json.write(new EventEnvelope(job, token, sequence, AT, message)).getBytes(UTF_8);
    }

    private static byte[] member(String job, String event) {
        return "{\"jobId\":\"%s\",\"token\":1,\"sequence\":7,%s}"
                .formatted(job, event)
                .getBytes(UTF_8);
    }
}
