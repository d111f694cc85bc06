package dev.hone.orchestrator.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.broker.KafkaConfig;
import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.testing.Await;
import dev.hone.orchestrator.testing.KafkaResource;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.EventEnvelope;
import dev.hone.protocol.Topics;
import dev.hone.protocol.TrainEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/// How many events a second come from the workers' side of the broker into the table, with broker,
/// database and consumer on this machine. `-Dhone.events=N` makes it a measurement,
/// `-Dhone.event-jobs=N` says how many jobs tell them.
@QuarkusTest
@TestProfile(LongLeases.class)
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
class EventRateTest extends PlatformTest {
    private static final int EVENTS = Integer.getInteger("hone.events", 20_000);
    private static final int JOBS = Integer.getInteger("hone.event-jobs", 20);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    @Inject Attempts attempts;
    @Inject KafkaConfig config;

    @Test
    void everyEventOfManyJobsIsStoredOnce() {
        // given
        var jobs = IntStream.range(0, JOBS).mapToObj(this::running).toList();
        int events = EVENTS / JOBS * JOBS;

        // when
        var begin = System.nanoTime();
        var processorsBefore = processorSeconds();
        tell(jobs, events / JOBS);
        Await.until("all events are stored", PATIENCE, () -> progressed() == events);
        var seconds = (System.nanoTime() - begin) / 1e9;
        var processors = processorSeconds() - processorsBefore;

        // then
        System.out.printf(
                "%d events of %d jobs stored in %.1f s, %.0f a second;"
                        + " %.1f processor seconds, %.0f events in each%n",
                events, JOBS, seconds, events / seconds, processors, events / processors);
        assertThat(
                        fixtures.rows()
                                .count("SELECT count(*) FROM job_events WHERE metrics IS NOT NULL"))
                .isEqualTo(events);
    }

    /// Of this process, which produces and consumes, of the broker and of the database.
    private static double processorSeconds() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToDouble(time -> time.toNanos() / 1e9)
                .sum();
    }

    private String running(int number) {
        var job = fixtures.submit();
        assertThat(attempts.claim(fixtures.worker("w" + number))).isPresent();
        return job.id();
    }

    private void tell(List<String> jobs, int each) {
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", config.bootstrapServers(), "linger.ms", 50),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int sequence = 0; sequence < each; sequence++) {
                for (var job : jobs) {
                    var key = job.getBytes(StandardCharsets.UTF_8);
                    var value = step(job, sequence, each).getBytes(StandardCharsets.UTF_8);
                    var _ = producer.send(new ProducerRecord<>(Topics.EVENTS, key, value));
                }
            }
        }
    }

    private static String step(String job, int sequence, int total) {
        var loss = 2.5 / (1 + sequence * 1e-3);
        return Json.write(
                new EventEnvelope(
                        job,
                        1,
                        sequence,
                        AT,
                        new TrainEvent.Step(
                                sequence + 1,
                                total,
                                3.0 * sequence / total,
                                loss,
                                1.234567e-3,
                                loss / 3,
                                912.34567 + sequence % 97,
                                (total - sequence) * 0.25)));
    }

    private long progressed() {
        return fixtures.rows().count("SELECT sum(event_sequence + 1) FROM jobs");
    }
}
