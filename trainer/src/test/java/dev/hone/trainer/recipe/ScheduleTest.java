package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void withWarmUpTheFirstStepHasRateZero() {
        assertThat(Schedule.LINEAR.factor(0, 2, 10)).isZero();
        assertThat(Schedule.LINEAR.factor(1, 2, 10)).isEqualTo(0.5);
        assertThat(Schedule.LINEAR.factor(2, 2, 10)).isEqualTo(1);
        assertThat(Schedule.LINEAR.factor(6, 2, 10)).isEqualTo(0.5);
    }

    @Test
    void withoutWarmUpTheFirstStepHasTheWholeRate() {
        for (Schedule schedule : Schedule.values()) {
            assertThat(schedule.factor(0, 0, 10)).isEqualTo(1);
        }
        assertThat(Schedule.CONSTANT.factor(9, 0, 10)).isEqualTo(1);
        assertThat(Schedule.COSINE.factor(5, 0, 10)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aPartOfTheStepsIsRoundedUp() {
        assertThat(new Warmup.Ratio(0.1).steps(9)).isEqualTo(1);
        assertThat(new Warmup.Ratio(0.1).steps(11)).isEqualTo(2);
        assertThatThrownBy(() -> new Warmup.Ratio(1)).hasMessageContaining("was 1.0");
    }

    @Test
    void theLastUpdateOfAnEpochMayHaveFewerBatches() {
        var plan = new LoraPlan(2.5, 4, 2, 1, Schedule.LINEAR, Warmup.NONE, 1, 0, 1, 0);
        var steps = plan.steps(22);
        assertThat(steps.batches()).isEqualTo(6);
        assertThat(steps.perEpoch()).isEqualTo(3);
        assertThat(steps.total()).isEqualTo(8);
    }
}
