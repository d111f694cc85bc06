package dev.hone.orchestrator.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.EventEnvelope;
import dev.hone.protocol.Topics;
import dev.hone.protocol.TrainEvent;
import dev.hone.protocol.TrainEvent.Level;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// Two replicas that read the same records at once, as around a rebalance.
@QuarkusTest
class TwoConsumersTest extends PlatformTest {
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");
    private static final int JOBS = 8;
    private static final int EVENTS = 300;

    /// What a job's events and progress come to, without what differs from run to run.
    private static final String OUTCOME =
            """
            SELECT (SELECT string_agg(concat_ws('|', token, sequence, level, message, metrics), ';'
                        ORDER BY token, sequence)
                    FROM job_events WHERE job_id = jobs.id AND sequence IS NOT NULL)
                || concat_ws('|', '', event_sequence, step, loss, validation_loss, seconds_left)
            FROM jobs ORDER BY created_at, id
            """;

    @Inject EventConsumer consumer;
    @Inject Attempts attempts;

    @Test
    void twoConsumersOfTheSameRecordsLeaveWhatOneLeaves()
            throws SQLException, InterruptedException, ExecutionException {
        for (int seed = 0; seed < 2; seed++) {
            // given
            fixtures.reset();
            consumer.accept(records(running()));
            var alone = fixtures.rows().texts(OUTCOME);
            fixtures.reset();
            var records = records(running());

            // when
            consumeTwice(records, new Random(seed));

            // then
            assertThat(fixtures.rows().texts(OUTCOME)).as("seed %d", seed).isEqualTo(alone);
        }
    }

    /// Each reads everything: in batches of its own, some twice, and the one from some point on in
    /// disorder.
    private void consumeTwice(List<ConsumerRecord<byte[], byte[]>> records, Random random)
            throws InterruptedException, ExecutionException {
        try (var replicas = Executors.newFixedThreadPool(2)) {
            var results = new ArrayList<Future<Integer>>();
            for (var disorderly : List.of(false, true)) {
                var batches = batches(records, disorderly, new Random(random.nextLong()));
                results.add(replicas.submit(() -> consume(batches)));
            }
            for (var result : results) {
                assertThat(result.get()).isPositive();
            }
        }
    }

    private int consume(List<List<ConsumerRecord<byte[], byte[]>>> batches) throws SQLException {
        for (var batch : batches) {
            consumer.accept(batch);
        }
        return batches.size();
    }

    private static List<List<ConsumerRecord<byte[], byte[]>>> batches(
            List<ConsumerRecord<byte[], byte[]>> records, boolean disorderly, Random random) {
        var batches = new ArrayList<List<ConsumerRecord<byte[], byte[]>>>();
        for (int from = 0; from < records.size(); ) {
            int to = Math.min(records.size(), from + 1 + random.nextInt(200));
            var batch = new ArrayList<>(records.subList(from, to));
            batch.addAll(records.subList(Math.max(0, from - random.nextInt(50)), to));
            if (disorderly) {
                Collections.shuffle(batch, random);
            }
            batches.add(batch);
            from = to;
        }
        if (disorderly) {
            Collections.shuffle(batches.subList(batches.size() / 2, batches.size()), random);
        }
        return batches;
    }

    private List<String> running() {
        return IntStream.range(0, JOBS)
                .mapToObj(number -> {
                    var job = fixtures.submit().id();
                    assertThat(attempts.claim(fixtures.worker("w" + number))).isPresent();
                    return job;
                })
                .toList();
    }

    /// The jobs' events, each job's in order, as a poll brings them from several partitions.
    private static List<ConsumerRecord<byte[], byte[]>> records(List<String> jobs) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (int sequence = 0; sequence < EVENTS; sequence++) {
            for (var job : jobs) {
                var envelope = new EventEnvelope(job, 1, sequence, AT, event(sequence));
                records.add(
                        new ConsumerRecord<>(
                                Topics.EVENTS,
                                0,
                                records.size(),
                                job.getBytes(StandardCharsets.UTF_8),
                                Json.write(envelope).getBytes(StandardCharsets.UTF_8)));
            }
        }
        return records;
    }

    private static TrainEvent event(int sequence) {
        return switch (sequence % 10) {
            case 3 -> new TrainEvent.Validated(sequence, 3.0 / (1 + sequence));
            case 7 -> new TrainEvent.Message(Level.WARN, "message " + sequence);
            default ->
                    new TrainEvent.Step(
                            sequence,
                            EVENTS,
                            sequence / 100.0,
                            2.0 / (1 + sequence),
                            1e-3,
                            0.5,
                            900,
                            EVENTS - sequence);
        };
    }
}
