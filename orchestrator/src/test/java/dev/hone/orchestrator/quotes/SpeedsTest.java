package dev.hone.orchestrator.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.datasets.plan.MemoryNeeds;
import dev.hone.datasets.plan.Workload;
import dev.hone.protocol.Timing;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedsTest {
    private static final String BASE = "a";
    private static final String BF16 = "bf16";

    @Test
    void whereNothingWasMeasuredNothingIsSaid() {
        assertThat(Speeds.of(List.of(), BASE, BF16)).isEmpty();
    }

    @Test
    void theJobThatWasMeasuredIsQuotedAsItWas() {
        var speeds = Speeds.of(List.of(sample(BASE, 1)), BASE, BF16).orElseThrow();

        var seconds = speeds.quote(workload(1e12, 1_000), 0).orElseThrow();

        // 3 to start, 1 to read, 20 to train, and 2 that the platform took: 30 less the evaluation
        assertThat(seconds.expected()).isCloseTo(26, within(1e-9));
        assertThat(seconds.low()).isCloseTo(26 * 0.85, within(1e-9));
        assertThat(seconds.high()).isCloseTo(26 * 1.15, within(1e-9));
    }

    @Test
    void onlyTrainingGrowsWithTheWork() {
        var speeds = Speeds.of(List.of(sample(BASE, 1)), BASE, BF16).orElseThrow();

        assertThat(speeds.quote(workload(3e12, 1_000), 0).orElseThrow().expected())
                .isCloseTo(66, within(1e-9));
        assertThat(speeds.quote(workload(1e12, 5_000), 0).orElseThrow().expected())
                .isCloseTo(30, within(1e-9));
        assertThat(speeds.quote(workload(1e12, 1_000), 2e11).orElseThrow().expected())
                .isCloseTo(34, within(1e-9));
    }

    @Test
    void theMedianIsExpectedAndTheRangeIsWhatWasSeen() {
        var samples = List.of(sample(BASE, 1), sample(BASE, 4), sample(BASE, 1.1));

        var speeds = Speeds.of(samples, BASE, BF16).orElseThrow();

        assertThat(speeds.work().expected()).isCloseTo(22e-12, within(1e-18));
        assertThat(speeds.work().low()).isLessThanOrEqualTo(20e-12);
        assertThat(speeds.work().high()).isEqualTo(80e-12);
        assertThat(speeds.samples()).isEqualTo(3);
    }

    @Test
    void otherBasesAreAskedOnlyWhereTheOwnWasNotMeasuredAndSayLess() {
        var other = sample("b", 4);

        var own = Speeds.of(List.of(other, sample(BASE, 1)), BASE, BF16).orElseThrow();
        var foreign = Speeds.of(List.of(other), BASE, BF16).orElseThrow();

        assertThat(own.sameBase()).isTrue();
        assertThat(own.work().expected()).isEqualTo(20e-12);
        assertThat(foreign.sameBase()).isFalse();
        assertThat(foreign.work().high()).isCloseTo(120e-12, within(1e-18));
    }

    @Test
    void anEvaluationThatNobodyMeasuredIsNotInvented() {
        var timing = new Timing(3, 1, 1_000, 20, 10, 1e12, 0, 0);
        var sample = new Sample(BASE, BF16, timing, 26);

        var speeds = Speeds.of(List.of(sample), BASE, BF16).orElseThrow();

        assertThat(speeds.quote(workload(1e12, 1_000), 1)).isEmpty();
        assertThat(speeds.quote(workload(1e12, 1_000), 0)).isPresent();
    }

    private static Sample sample(String base, double slowness) {
        var timing = new Timing(3, 1, 1_000, 20 * slowness, 10, 1e12, 4, 1e11);
        return new Sample(base, BF16, timing, timing.total() + 2);
    }

    static Workload workload(double work, long tokens) {
        return new Workload(
                10,
                tokens,
                tokens / 2,
                0,
                0,
                5,
                10,
                2 * tokens,
                2 * tokens,
                work,
                1e6,
                new MemoryNeeds(100, 10, 8, List.of()));
    }
}
