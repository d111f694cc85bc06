package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void everyStepHasTheRateOfTransformers() throws IOException {
        var file = Path.of("src/test/resources/recipe/schedules.json").toFile();
        for (var reference : new JsonMapper().readTree(file)) {
            int total = reference.get("total").asInt();
            int warmup = reference.get("warmup").asInt();
            var schedule = named(reference.get("name").asText());
            var rates = reference.get("rates");

            assertThat(rates).hasSize(total);
            for (int step = 0; step < total; step++) {
                assertThat(schedule.factor(step, warmup, total))
                        .as("%s, step %d of %d, warm-up %d", schedule, step, total, warmup)
                        .isCloseTo(rates.get(step).asDouble(), within(1e-15));
            }
        }
    }

    private static Schedule named(String name) {
        return switch (name) {
            case "linear" -> Schedule.LINEAR;
            case "cosine" -> Schedule.COSINE;
            case "constant_with_warmup" -> Schedule.CONSTANT;
            case "cosine_with_min_lr" -> Schedule.cosineDownTo(0.1);
            default -> throw new AssertionError(name);
        };
    }

    @Test
    void withWarmUpTheFirstStepHasRateZero() {
        assertThat(Schedule.LINEAR.factor(0, 2, 10)).isZero();
        assertThat(Schedule.LINEAR.factor(1, 2, 10)).isEqualTo(0.5);
        assertThat(Schedule.LINEAR.factor(2, 2, 10)).isEqualTo(1);
    }

    @Test
    void aMinimumOfTheWholeRateOrMoreIsRefused() {
        assertThatThrownBy(() -> Schedule.cosineDownTo(1)).hasMessageContaining("was 1.0");
    }

    @Test
    void aPartOfTheStepsIsRoundedUp() {
        assertThat(new Warmup.Ratio(0.1).steps(9)).isEqualTo(1);
        assertThat(new Warmup.Ratio(0.1).steps(11)).isEqualTo(2);
        assertThatThrownBy(() -> new Warmup.Ratio(1)).hasMessageContaining("was 1.0");
    }

    @Test
    void theLastUpdateOfAnEpochMayHaveFewerBatches() {
        var steps = plan(2.5, 0).steps(22);
        assertThat(steps.batches()).isEqualTo(6);
        assertThat(steps.perEpoch()).isEqualTo(3);
        assertThat(steps.total()).isEqualTo(8);
    }

    @Test
    void aNumberOfStepsWinsOverEpochs() {
        var steps = plan(2.5, 50).steps(22);
        assertThat(steps.perEpoch()).isEqualTo(3);
        assertThat(steps.total()).isEqualTo(50);
        assertThat(steps.warmup()).isEqualTo(5);
    }

    private static LoraPlan plan(double epochs, int maxSteps) {
        var each = ValidationPlan.EACH_EPOCH;
        var warmup = new Warmup.Ratio(0.1);
        return new LoraPlan(
                epochs, maxSteps, 4, 2, 0, 1, Schedule.LINEAR, warmup, 1, 0, 1, 0, each);
    }
}
