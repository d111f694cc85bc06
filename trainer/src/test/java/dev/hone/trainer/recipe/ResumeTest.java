package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that are stopped again and again end as if they had never been.
class ResumeTest {
    private static final LoraSettings SETTINGS = LoraSettings.allLinear(4, 8);

    private static Engine engine;
    private static LoadedBase base;
    private static List<TokenizedSample> rows;
    private static List<TokenizedSample> validation;

    @TempDir private Path directory;

    @BeforeAll
    static void open() throws IOException {
        engine = Engine.open(2);
        try (var reference = new Reference("tied")) {
            base = LoadedBase.load(engine, reference.base(), ScalarType.BFLOAT16);
        }
        var run = TrlRun.named("stopping");
        rows = run.tokens("rows");
        validation = run.tokens("validation");
    }

    @AfterAll
    static void close() {
        base.close();
        engine.close();
    }

    /// Everything that a run leaves behind.
    private record End(
            List<Float> adapter,
            int steps,
            int keptStep,
            double trainLoss,
            double lastLoss,
            OptionalDouble validationLoss,
            long tokens) {
        static End of(LoraOutcome.Finished finished) {
            try (var adapter = finished.adapter()) {
                var numbers = adapter.flat().toFloatArray();
                return new End(
                        IntStream.range(0, numbers.length).mapToObj(i -> numbers[i]).toList(),
                        finished.steps(),
                        finished.keptStep(),
                        finished.trainLoss(),
                        finished.lastLoss(),
                        finished.validationLoss(),
                        finished.tokens());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aRunStoppedAtRandomStepsEndsWithTheSameBytes(long seed) throws IOException {
        var random = new Random(seed);
        var plan = plan(random);
        var whole = new RecordingHooks(directory.resolve("whole"));
        var expected = End.of((LoraOutcome.Finished) sft(plan, whole).run());

        var interrupted = interrupted(plan, random);

        assertThat(interrupted).as("seed %d: %s", seed, plan).isEqualTo(expected);
    }

    /// Paused, or killed within a step, until it is at its end.
    private End interrupted(LoraPlan plan, Random random) throws IOException {
        while (true) {
            var hooks = new RecordingHooks(directory.resolve("interrupted"));
            if (random.nextBoolean()) {
                hooks.pauseAfter = 1 + random.nextInt(4);
            } else {
                hooks.failAfter = 1 + random.nextInt(24);
            }
            try {
                if (sft(plan, hooks).run() instanceof LoraOutcome.Finished finished) {
                    return End.of(finished);
                }
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("killed");
            }
        }
    }

    private static LoraPlan plan(Random random) {
        var validation =
                new ValidationPlan(
                        random.nextInt(4), random.nextBoolean(), random.nextInt(3), 0.03);
        return new LoraPlan(
                6,
                random.nextInt(2) * 9,
                2 + random.nextInt(4),
                1 + random.nextInt(3),
                random.nextInt(2) * 40,
                4e-2,
                Schedule.COSINE,
                new Warmup.Steps(random.nextInt(3)),
                1,
                0.01,
                random.nextInt(1000),
                1 + random.nextInt(4),
                validation);
    }

    @Test
    void theBestAdapterOutlivesAKillBehindIt() throws IOException {
        var patient = new ValidationPlan(2, true, 3, 0);
        var plan =
                new LoraPlan(
                        20, 0, 5, 2, 0, 4e-2, Schedule.CONSTANT, Warmup.NONE, 1, 0, 42, 1, patient);
        var whole = new RecordingHooks(directory.resolve("whole"));
        var expected = End.of((LoraOutcome.Finished) sft(plan, whole).run());
        var killed = new RecordingHooks(directory.resolve("killed"));
        killed.failAfter = expected.keptStep() + 3;
        assertThatThrownBy(sft(plan, killed)::run).hasMessage("killed");

        var resumed = new RecordingHooks(directory.resolve("killed"));
        var end = End.of((LoraOutcome.Finished) sft(plan, resumed).run());

        assertThat(end).isEqualTo(expected);
        assertThat(resumed.progress.getFirst().step()).isEqualTo(expected.keptStep() + 3);
    }

    @Test
    void aRunThatStoppedEarlyDoesNotGoOnWhenResumed() throws IOException {
        var patient = new ValidationPlan(1, true, 1, 10);
        var plan =
                new LoraPlan(
                        4, 0, 5, 2, 0, 1e-2, Schedule.COSINE, Warmup.NONE, 1, 0, 3, 1, patient);
        var first = new RecordingHooks(directory);
        var expected = End.of((LoraOutcome.Finished) sft(plan, first).run());
        assertThat(expected.steps()).isEqualTo(2);

        var again = new RecordingHooks(directory);
        var resumed = End.of((LoraOutcome.Finished) sft(plan, again).run());

        assertThat(again.progress).isEmpty();
        assertThat(resumed).isEqualTo(expected);
        assertThat(again.notes).isEqualTo(first.notes);
    }

    private static LoraSft sft(LoraPlan plan, RunHooks hooks) {
        return new LoraSft(engine, base, SETTINGS, plan, rows, validation, hooks);
    }
}
