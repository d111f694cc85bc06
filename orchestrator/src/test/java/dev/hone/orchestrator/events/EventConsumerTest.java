package dev.hone.orchestrator.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.orchestrator.jobs.JobEventView;
import dev.hone.orchestrator.jobs.JobView;
import dev.hone.orchestrator.jobs.Jobs;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.testing.Fixtures;
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
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventConsumerTest extends PlatformTest {
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    @Inject EventConsumer consumer;
    @Inject Attempts attempts;
    @Inject Jobs jobs;

    @Test
    void stepsBecomeEventsAndProgress() throws SQLException {
        // given
        var job = running();

        // when
        consumer.accept(records(step(job, 1, 0, 1, 2.5), step(job, 1, 1, 2, 2.25)));

        // then
        var events = workerEvents(job);
        assertThat(events)
                .extracting(JobEventView::message)
                .containsExactly(
                        "Step 2/100: training loss=2.2500", "Step 1/100: training loss=2.5000");
        assertThat(events.getFirst().metrics())
                .containsEntry("train_loss", 2.25)
                .containsEntry("step", 2);
        var progress = jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().progress();
        assertThat(progress.step()).isEqualTo(2);
        assertThat(progress.totalSteps()).isEqualTo(100);
        assertThat(progress.loss()).isEqualTo(2.25);
        assertThat(progress.tokensPerSecond()).isEqualTo(900);
    }

    @Test
    void repeatedEventsAreStoredOnceAndDoNotTurnTheProgressBack() throws SQLException {
        // given
        var job = running();
        var first = step(job, 1, 0, 1, 2.5);
        var second = step(job, 1, 1, 2, 2.25);

        // when
        consumer.accept(records(first, second, first));
        consumer.accept(records(first));

        // then
        assertThat(workerEvents(job)).hasSize(2);
        assertThat(jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().progress().step())
                .isEqualTo(2);
    }

    @Test
    void eventsOfAnOvertakenAttemptAreIgnored() throws SQLException {
        // given
        var job = running();
        assertThat(attempts.claim(fixtures.worker("w1"))).isPresent();

        // when
        consumer.accept(records(step(job, 1, 0, 7, 2.5), step(job, 2, 0, 1, 2.75)));

        // then
        assertThat(workerEvents(job))
                .extracting(JobEventView::message)
                .containsExactly("Step 1/100: training loss=2.7500");
    }

    @Test
    void eventsOfAnEndedJobAreIgnored() throws SQLException {
        // given
        var job = fixtures.submit();
        var claim = attempts.claim(fixtures.worker("w1")).orElseThrow();
        attempts.finish(job.id(), 1, fixtures.success(claim));

        // when
        consumer.accept(records(step(job, 1, 9, 100, 2.5)));

        // then
        assertThat(workerEvents(job)).isEmpty();
    }

    @Test
    void anEventThatComesLaterThanItsSuccessorsIsStoredAndTurnsNothingBack() throws SQLException {
        // given
        var job = running();
        consumer.accept(records(step(job, 1, 4, 5, 2.5), validated(job, 6, 1.5)));

        // when
        consumer.accept(records(validated(job, 3, 1.75), step(job, 1, 2, 3, 2.75)));

        // then
        assertThat(workerEvents(job)).hasSize(4);
        var progress = jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().progress();
        assertThat(progress.step()).isEqualTo(5);
        assertThat(progress.loss()).isEqualTo(2.5);
        assertThat(progress.validationLoss()).isEqualTo(1.5);
    }

    @Test
    void theNewestOfABatchDecidesWhateverItsOrder() throws SQLException {
        // given
        var job = running();

        // when
        consumer.accept(
                records(
                        step(job, 1, 2, 3, 2.25),
                        validated(job, 3, 1.5),
                        step(job, 1, 0, 1, 2.75),
                        validated(job, 1, 1.75)));

        // then
        var progress = jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().progress();
        assertThat(progress.step()).isEqualTo(3);
        assertThat(progress.validationLoss()).isEqualTo(1.5);
    }

    @Test
    void whatTextCannotHoldIsCleaned() throws SQLException {
        // given
        var job = running();
        var message = new TrainEvent.Message(Level.WARN, "a\u0000b" + "c".repeat(10_000));

        // when
        consumer.accept(
                records(
                        new EventEnvelope(job.id(), 1, 0, AT, message),
                        step(job, 1, 1, 2, Double.NaN)));

        // then
        var events = workerEvents(job);
        assertThat(events.getLast().message()).startsWith("abc").hasSizeLessThan(4_100);
        assertThat(events.getFirst().metrics()).doesNotContainKey("train_loss");
        assertThat(jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().progress().loss()).isNull();
    }

    @Test
    void validationLossIsShown() throws SQLException {
        // given
        var job = running();

        // when
        consumer.accept(records(validated(job, 0, 1.5)));

        // then
        assertThat(jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().progress().validationLoss())
                .isEqualTo(1.5);
        assertThat(workerEvents(job).getFirst().metrics()).containsEntry("valid_loss", 1.5);
    }

    @Test
    void eventsAreReadPageByPage() throws SQLException {
        // given
        var job = running();
        consumer.accept(records(step(job, 1, 0, 1, 2.5), step(job, 1, 1, 2, 2.25)));

        // when
        var newest = jobs.events(Fixtures.PROJECT, job.id(), null, 2);
        var next = jobs.events(Fixtures.PROJECT, job.id(), newest.items().getLast().id(), 50);
        var end = jobs.events(Fixtures.PROJECT, job.id(), next.items().getLast().id(), 50);

        // then
        assertThat(newest.items()).hasSize(2);
        assertThat(newest.hasMore()).isTrue();
        assertThat(next.items())
                .extracting(JobEventView::message)
                .containsExactly(
                        "Job is running: started by w1, start 1",
                        "Job is queued: request and files are valid",
                        "Job is validating: submitted");
        assertThat(end.items()).isEmpty();
    }

    private JobView running() {
        var job = fixtures.submit();
        assertThat(attempts.claim(fixtures.worker("w1"))).isPresent();
        return job;
    }

    private List<JobEventView> workerEvents(JobView job) {
        return jobs.events(Fixtures.PROJECT, job.id(), null, 100).items().stream()
                .filter(event -> !event.message().startsWith("Job is"))
                .toList();
    }

    private static EventEnvelope step(
            JobView job, long token, long sequence, int step, double loss) {
        return new EventEnvelope(
                job.id(),
                token,
                sequence,
                AT,
                new TrainEvent.Step(step, 100, step / 100.0, loss, 1e-3, 0.5, 900, 42));
    }

    private static EventEnvelope validated(JobView job, long sequence, double loss) {
        return new EventEnvelope(
                job.id(), 1, sequence, AT, new TrainEvent.Validated((int) sequence + 1, loss));
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(EventEnvelope... envelopes) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var envelope : envelopes) {
            records.add(
                    new ConsumerRecord<>(
                            Topics.EVENTS,
                            0,
                            0,
                            envelope.jobId().getBytes(StandardCharsets.UTF_8),
                            Json.write(envelope).getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }
}
