package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.Timing;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AttemptClockTest {
    @Test
    void whatIsNotReadingBeforeTheFirstStepIsStarting() {
        var clock = clock(0, 1, 3, 7, 7, 20, 20, 25);
        clock.readingBegins();
        clock.readingEnds();
        clock.trainingBegins();
        clock.trainingEnds();
        clock.evaluationBegins();
        clock.evaluationEnds();

        assertThat(clock.timing(100, 8, 1e9, 2e9))
                .isEqualTo(new Timing(5, 2, 100, 13, 8, 1e9, 5, 2e9));
    }

    private static AttemptClock clock(long... seconds) {
        PrimitiveIterator.OfLong times = LongStream.of(seconds).iterator();
        return AttemptClock.of(() -> times.nextLong() * 1_000_000_000);
    }
}
