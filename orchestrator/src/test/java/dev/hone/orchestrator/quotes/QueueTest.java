package dev.hone.orchestrator.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueueTest {
    @Test
    void anIdleWorkerStartsAtOnce() {
        assertThat(Queue.startsIn(1, List.of(50.0), List.of())).hasValue(0);
    }

    @Test
    void aBusyWorkerIsWaitedFor() {
        assertThat(Queue.startsIn(0, List.of(50.0, 30.0), List.of())).hasValue(30);
    }

    @Test
    void whoWaitsBeforeTakesTheWorkerThatIsFreeFirst() {
        // the first goes to the worker free at 30 and ends at 130, the second to that free at 50
        assertThat(Queue.startsIn(0, List.of(50.0, 30.0), List.of(100.0, 10.0))).hasValue(60);
    }

    @Test
    void withoutAWorkerNothingStarts() {
        assertThat(Queue.startsIn(0, List.of(), List.of(5.0))).isEmpty();
    }
}
