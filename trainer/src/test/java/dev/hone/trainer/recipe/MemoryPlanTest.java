package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.hone.datasets.plan.Activations;
import dev.hone.datasets.plan.MemoryPlan;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.Reference;
import dev.hone.trainer.device.DeviceMemory;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryPlanTest {
    private static final LoraSettings LORA = LoraSettings.allLinear(4, 8);
    private static final int LENGTH = 60;
    private static final int ROWS = 200;
    private static final long HEAP = 1 << 20;

    private static final LoraPlan PLAN =
            new LoraPlan(2, ROWS, 1, 1e-2, Schedule.CONSTANT, new Warmup.Ratio(0), 1, 0, 1, 0);
    private static Engine engine;
    private static Reference reference;
    private static LoadedBase base;
    private static List<TokenizedSample> rows;

    @BeforeAll
    static void open() throws IOException {
        engine = Engine.open(2);
        reference = new Reference("untied");
        base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
        var random = new SplittableRandom(7);
        rows =
                IntStream.range(0, ROWS)
                        .mapToObj(_ ->
                                Reference.learned(
                                        random.ints(LENGTH, 0, base.config().vocabulary())
                                                .toArray()))
                        .toList();
    }

    @AfterAll
    static void close() throws IOException {
        base.close();
        reference.close();
        engine.close();
    }

    @Test
    void whereMemoryIsAmpleCallsAreAsLargeAsTheyGet() {
        var plan = plan(OptionalLong.of(1L << 40));

        assertThat(plan.tokensAtOnce()).isEqualTo(4096);
        assertThat(plan.largestCall()).isEqualTo(4096 / LENGTH * LENGTH);
        assertThat(plan.fits()).isTrue();
        assertThat(plan(OptionalLong.empty()))
                .usingRecursiveComparison()
                .ignoringFields("available")
                .isEqualTo(plan);
    }

    @Test
    void whereItIsNotTheyAreTheLargestThatFit() {
        var ample = plan(OptionalLong.of(1L << 40));
        long less = ample.peak() - ample.calls() / 4;

        var plan = plan(OptionalLong.of(less));

        assertThat(plan.fits()).isTrue();
        assertThat(plan.tokensAtOnce()).isLessThan(4096);
        assertThat(plan.peak()).isLessThan(less);
        assertThat(plan.weights()).isEqualTo(ample.weights());
    }

    @Test
    void whereNotEvenOneRowFitsActivationsAreRecomputed() {
        long least = plan(OptionalLong.of(1)).peak();

        var tight = plan(OptionalLong.of(least * 20 / 19 + 2));
        var ample = plan(OptionalLong.of(1L << 40));

        assertThat(tight.activations()).isEqualTo(Activations.RECOMPUTED);
        assertThat(tight.fits()).isTrue();
        assertThat(tight.largestCall()).isGreaterThanOrEqualTo(LENGTH);
        assertThat(ample.activations()).isEqualTo(Activations.SAVED);
    }

    @Test
    void callsShrinkToOneRowAndNoFurther() {
        var plan = plan(OptionalLong.of(1));

        assertThat(plan.fits()).isFalse();
        assertThat(plan.largestCall()).isEqualTo(LENGTH);
        assertThat(plan.activations()).isEqualTo(Activations.RECOMPUTED);
    }

    /// Each layer keeps the outputs of all modules with magnitudes; each token its keys.
    @Test
    void magnitudesAndDropoutTakeTheirOwn() {
        var plain = plan(OptionalLong.empty());
        var magnitudes = plan(varied(0, true), PLAN);
        var dropout = plan(varied(0.1, false), PLAN);

        var config = base.config();
        long outputs = 2L * config.hidden() + config.queryWidth() + 2L * config.keyValueWidth();
        outputs += 2L * config.feedForward();
        // each lane does its rows in some calls, one after the other
        long calls = Math.ceilDiv(ROWS * LENGTH / 2, 4096 / LENGTH * LENGTH);
        long kept = Float.BYTES * outputs * config.layers() * ROWS * LENGTH;
        assertThat(magnitudes.calls() - plain.calls()).isGreaterThan(kept / calls);
        assertThat(dropout.calls()).isGreaterThan(plain.calls());
        assertThat(dropout.adapter()).isEqualTo(plain.adapter());
        assertThat(magnitudes.adapter()).isGreaterThan(plain.adapter());
    }

    @Test
    void theBestAdapterTakesItsOwn() {
        var validation = new ValidationPlan(1, true, 0, 0);
        var keeping =
                new LoraPlan(
                        2,
                        0,
                        ROWS,
                        1,
                        0,
                        1e-2,
                        Schedule.CONSTANT,
                        new Warmup.Ratio(0),
                        1,
                        0,
                        1,
                        0,
                        validation);

        long plain = plan(OptionalLong.empty()).adapter();

        assertThat(plan(LORA, keeping).adapter()).isEqualTo(plain / 5 * 6);
    }

    private static LoraSettings varied(double dropout, boolean magnitudes) {
        var names = LORA.targetModules();
        return new LoraSettings(4, 8, dropout, names, false, magnitudes, Map.of(), Map.of());
    }

    private static MemoryPlan plan(LoraSettings lora, LoraPlan plan) {
        return plan(lora, plan, OptionalLong.empty());
    }

    private static MemoryPlan plan(LoraSettings lora, LoraPlan plan, OptionalLong available) {
        return LoraSft.needs(base, lora, plan, NumberedRows.of(rows))
                .on(new MemoryPlan.Host(2, HEAP, available));
    }

    @Test
    void aRunThatCannotFitIsRefusedBeforeItsFirstStep(@TempDir Path directory) {
        var hooks = new Memory(directory, 1 << 20);

        assertThatThrownBy(() -> run(hooks))
                .isInstanceOf(InsufficientMemoryException.class)
                .hasMessageMatching(".* needs about \\d+ MiB .*, 1 MiB are available;.*");
        assertThat(hooks.progress).isEmpty();
    }

    @Test
    void smallerCallsGiveTheSameGradientsButForRounding(@TempDir Path one, @TempDir Path other)
            throws IOException {
        var ample = plan(OptionalLong.of(1L << 40));
        var large = new Memory(one, 1L << 40);
        var small = new Memory(other, ample.peak() - ample.calls() / 4);

        run(large);
        run(small);

        assertThat(small.planned)
                .hasValueSatisfying(p -> assertThat(p.largestCall()).isLessThan(4000));
        assertThat(small.progress).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Progress expected = large.progress.get(i);
            Progress actual = small.progress.get(i);
            assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-5));
            assertThat(actual.gradientNorm())
                    .isCloseTo(expected.gradientNorm(), withinPercentage(0.01));
        }
    }

    private static MemoryPlan plan(OptionalLong available) {
        return plan(LORA, PLAN, available);
    }

    private static void run(RunHooks hooks) throws IOException {
        switch (new LoraSft(engine, base, LORA, PLAN, rows, List.of(), hooks).run()) {
            case LoraOutcome.Finished finished -> finished.adapter().close();
            case LoraOutcome.Stopped stopped -> throw new AssertionError(stopped);
        }
    }

    private static final class Memory extends RecordingHooks {
        private final long bytes;
        private Optional<MemoryPlan> planned = Optional.empty();

        Memory(Path directory, long bytes) {
            super(directory);
            this.bytes = bytes;
        }

        @Override
        public OptionalLong memory(DeviceMemory device) {
            return OptionalLong.of(bytes);
        }

        @Override
        public long heap() {
            return HEAP;
        }

        @Override
        public void planned(MemoryPlan memory) {
            planned = Optional.of(memory);
        }
    }
}
