package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.DeviceMemory;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    void callsShrinkToOneRowAndNoFurther() {
        var plan = plan(OptionalLong.of(1));

        assertThat(plan.fits()).isFalse();
        assertThat(plan.largestCall()).isEqualTo(LENGTH);
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
        return MemoryPlan.of(base, LORA, 2, PLAN, rows, available);
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
        public void planned(MemoryPlan memory) {
            planned = Optional.of(memory);
        }
    }
}
