package dev.hone.datasets.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.datasets.base.ModelConfig;
import dev.hone.protocol.LoraSpec;
import dev.hone.protocol.LossOn;
import dev.hone.protocol.Precision;
import dev.hone.protocol.Schedule;
import dev.hone.protocol.TrainingSpec;
import dev.hone.protocol.ValidationSpec;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final ModelConfig CONFIG =
            ModelConfig.llama(300, 128, 2, 4, 2, 32, 256, 512, true);
    private static final int ROWS = 100;

    @Test
    void stepsAndTokensAreThoseOfTheEpochs() {
        var load = workload(spec(3, 8, 2, 0, false), 40);

        assertThat(load.rows()).isEqualTo(ROWS);
        assertThat(load.tokens()).isEqualTo(4_000);
        assertThat(load.learned()).isEqualTo(1_000);
        assertThat(load.stepsPerEpoch()).isEqualTo(7); // 13 batches of 8 rows, two in a step
        assertThat(load.steps()).isEqualTo(21);
        assertThat(load.trainedTokens()).isEqualTo(12_000);
        assertThat(load.paddedTokens()).isEqualTo(12_000); // all rows are equally long
    }

    @Test
    void aNumberOfStepsIsAPartOfAnEpoch() {
        var load = workload(spec(3, 10, 1, 5, false), 40);

        assertThat(load.steps()).isEqualTo(5);
        assertThat(load.trainedTokens()).isEqualTo(2_000);
    }

    @Test
    void packedRowsShareBins() {
        var load = workload(spec(1, 2, 1, 0, true), 40);

        assertThat(load.steps()).isEqualTo(5); // 12 rows of 40 in a bin of 512: 9 bins
    }

    @Test
    void workIsThatOfTheProductsAndMore() {
        // P of two layers, L of rank 4 on all seven modules, V d
        double matrices = 2 * (128 * (128 + 64 + 64 + 128) + 3 * 128 * 256);
        double adapter = 2 * 4 * (256 + 192 + 192 + 256 + 3 * 384);
        double products =
                4_000 * (4 * matrices + 6 * adapter)
                        + 1_000 * 4 * 300 * 128
                        + ROWS * 40 * 40 * 2 * 4 * 12 * 32;

        double work = workload(spec(1, 8, 1, 0, false), 40).work();

        double moved =
                4_000.0 * 2 * 12 * 40 * (3 * 128 + 128 + 256) + ROWS * 40 * 40 * 2 * 4 * 6 * 40;
        assertThat(work).isCloseTo(products + moved, within(1.0));
        assertThat(workload(spec(2, 8, 1, 0, false), 40).work()).isCloseTo(2 * work, within(1.0));
    }

    @Test
    void longerRowsWorkMoreForEachToken() {
        double shorter = workload(spec(1, 8, 1, 0, false), 20).work() / 2_000;
        double longer = workload(spec(1, 8, 1, 0, false), 200).work() / 20_000;

        assertThat(longer).isGreaterThan(1.02 * shorter);
    }

    @Test
    void validationsWorkOnTop() {
        var spec = spec(1, 8, 1, 0, false);
        var rows = rows(40);

        double without = Workload.of(settings(spec), rows, LengthSample.NONE).work();
        double with = Workload.of(settings(spec), rows, rows(40)).work();

        assertThat(with).isBetween(1.2 * without, 1.6 * without);
    }

    @Test
    void eachRowOfASampleStandsForSeveral() {
        var spec = spec(3, 8, 2, 0, false);
        var all = Workload.of(settings(spec), rows(40), LengthSample.NONE);

        var sampled =
                Workload.of(
                        settings(spec),
                        new LengthSample(10 * ROWS, rows(40).kept()),
                        LengthSample.NONE);

        assertThat(sampled.rows()).isEqualTo(10 * ROWS);
        assertThat(sampled.tokens()).isEqualTo(10 * all.tokens());
        assertThat(sampled.steps()).isEqualTo(189); // 125 batches, two in a step, three times
        assertThat(sampled.work()).isCloseTo(10 * all.work(), within(all.work() / 10));
    }

    @Test
    void memoryIsTheTrainersPlan() {
        var load = workload(spec(1, 8, 1, 0, false), 40);
        var host = new MemoryPlan.Host(2, 1 << 20, OptionalLong.of(1L << 40));

        var plan = load.memory().on(host);

        // each weight once in two bytes, and the file
        long weights = 300 * 128 + 128 + 2 * (128 * (128 + 64 + 64 + 128) + 3 * 128 * 256 + 256);
        assertThat(plan.weights()).isEqualTo(2 * weights + 1_000);
        assertThat(plan.largestCall()).isEqualTo(160); // half of the batch in each lane
        assertThat(plan.fits()).isTrue();
        assertThat(load.memory().on(new MemoryPlan.Host(2, 0, OptionalLong.of(1))).fits())
                .isFalse();
    }

    private static Workload workload(TrainingSpec spec, int length) {
        return Workload.of(settings(spec), rows(length), LengthSample.NONE);
    }

    private static Workload.Settings settings(TrainingSpec spec) {
        return new Workload.Settings(
                CONFIG, 1_000, new LoraSpec(4, 8, 0, LoraSpec.ALL_LINEAR), spec);
    }

    private static LengthSample rows(int length) {
        var rows = new RowLengths();
        for (int row = 0; row < ROWS; row++) {
            rows.add(length, 10);
        }
        return LengthSample.all(rows);
    }

    private static TrainingSpec spec(
            int epochs, int batch, int accumulation, int maxSteps, boolean packing) {
        return new TrainingSpec(
                epochs,
                batch,
                1e-3,
                Schedule.LINEAR,
                0,
                1,
                0,
                512,
                Precision.BF16,
                50,
                accumulation,
                maxSteps,
                0,
                0,
                packing,
                LossOn.ASSISTANT,
                ValidationSpec.EACH_EPOCH);
    }
}
