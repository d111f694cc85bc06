package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.EventEnvelope;
import dev.hone.protocol.TrainEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventPublisherTest {
    private static final InstantSource NOW =
            InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));

    private final TestEvents sink = new TestEvents();

    @Test
    void stepsAreThinnedButTheFirstAndTheLastAlwaysGo() {
        try (var publisher = new EventPublisher("ftjob-1", 7, sink, NOW)) {
            publisher.tell(step(1));
            Await.until("the first step", () -> !sink.sent.isEmpty());
            for (int step = 2; step <= 1_000; step++) {
                publisher.tell(step(step));
            }
        }

        assertThat(sink.sent).hasSizeLessThan(20);
        assertThat(sink.sent.getFirst().event()).isEqualTo(step(1));
        assertThat(sink.sent.getLast().event()).isEqualTo(step(1_000));
    }

    @Test
    void theNewestStepGoesWhenNothingFollows() {
        try (var publisher = new EventPublisher("ftjob-1", 7, sink, NOW)) {
            publisher.tell(step(1));
            publisher.tell(step(2));
            publisher.tell(step(3));

            Await.until(
                    "step 3",
                    () -> !sink.sent.isEmpty() && sink.sent.getLast().event().equals(step(3)));
        }
    }

    @Test
    void sequenceGrowsByOneAndOrderIsKept() {
        try (var publisher = new EventPublisher("ftjob-1", 7, sink, NOW)) {
            publisher.tell(step(1));
            publisher.tell(new TrainEvent.Validated(1, 2.5));
            publisher.tell(new TrainEvent.Message(TrainEvent.Level.INFO, "saved"));
        }

        assertThat(sink.sent)
                .extracting(EventEnvelope::event)
                .containsExactly(
                        step(1),
                        new TrainEvent.Validated(1, 2.5),
                        new TrainEvent.Message(TrainEvent.Level.INFO, "saved"));
        assertThat(sink.sent)
                .extracting(EventEnvelope::sequence)
                .containsExactlyElementsOf(LongStream.range(0, 3).boxed().toList());
        assertThat(sink.sent)
                .allSatisfy(envelope -> {
                    assertThat(envelope.jobId()).isEqualTo("ftjob-1");
                    assertThat(envelope.token()).isEqualTo(7);
                    assertThat(envelope.at()).isEqualTo(NOW.instant());
                });
    }

    private static TrainEvent.Step step(int step) {
        return new TrainEvent.Step(step, 1_000, 0.1, 2, 1e-3, 0.5, 100, 10);
    }
}
