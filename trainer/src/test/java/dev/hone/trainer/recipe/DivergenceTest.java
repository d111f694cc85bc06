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
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivergenceTest {
    private static final LoraSettings SETTINGS = LoraSettings.allLinear(4, 8);
    private static final int BROKEN = 60;

    private final Engine engine = Engine.open(2);
    private LoadedBase base;
    private RecordingHooks hooks;

    /// A base that gives NaN where it reads one token.
    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        try (var reference = new Reference("untied")) {
            base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
        }
        var embeddings = base.model().weights().getFirst();
        float[] numbers = embeddings.toFloatArray();
        int width = (int) embeddings.getShape().get(1);
        Arrays.fill(numbers, BROKEN * width, (BROKEN + 1) * width, Float.NaN);
        try (var scope = engine.tensors().scope()) {
            engine.tensors().copy(embeddings, scope.create(numbers, embeddings.getShape()));
        }
        hooks = new RecordingHooks(directory);
    }

    @AfterEach
    void close() {
        base.close();
        engine.close();
    }

    @Test
    void theStepAndTheLinesOfTheBrokenRowsAreNamed() throws IOException {
        // lines 10, 20, …, 90; the rows of lines 30 and 70 have the token
        var rows =
                new NumberedRows(
                        IntStream.range(0, 9).mapToObj(DivergenceTest::row).toList(),
                        LongStream.rangeClosed(1, 9).map(line -> 10 * line).boxed().toList());
        var whole = sft(rows, plan(1e-3, 9));

        assertThatThrownBy(whole::run)
                .isInstanceOf(DivergedException.class)
                .hasMessage(
                        "training diverged at step 1: loss NaN at learning rate 0.001, from lines 30,"
                                + " 70; a lower learning rate may help");
    }

    @Test
    void theLastGoodCheckpointIsKept() throws IOException {
        var rows = NumberedRows.of(IntStream.range(0, 9).mapToObj(DivergenceTest::row).toList());
        var one = sft(rows, plan(1e-3, 1));
        assertThatThrownBy(one::run).isInstanceOf(DivergedException.class);
        int good = hooks.progress.size();
        var kept = Path.of(hooks.latestCheckpoint().orElseThrow().toString(), "state.json");

        assertThat(kept).content().contains("\"step\" : " + good);
        assertThatThrownBy(sft(rows, plan(1e-3, 1))::run)
                .hasMessageContaining("at step %d: loss NaN".formatted(good + 1));
        assertThat(hooks.progress).hasSize(good);
    }

    @Test
    void aRateThatDestroysTheAdapterStopsTheRun() throws IOException {
        var rows = NumberedRows.of(List.of(row(0), row(1), row(3)));
        assertThatThrownBy(sft(rows, plan(1e30, 3))::run)
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("from lines 1, 2, 3;");
    }

    @Test
    void aValidationLossThatIsNoNumberStopsTheRun() {
        var rows = NumberedRows.of(List.of(row(0)));
        var broken = NumberedRows.of(List.of(row(2)));
        var sft = new LoraSft(engine, base, SETTINGS, plan(1e-3, 1), rows, broken, hooks);

        assertThatThrownBy(sft::run)
                .hasMessage(
                        "training diverged at step 1: its validation loss is NaN; a lower learning"
                                + " rate may help");
    }

    @Test
    void keepingTheBestWithoutValidationRowsIsRefused() {
        var rows = NumberedRows.of(List.of(row(0)));
        var plan =
                new LoraPlan(
                        1,
                        0,
                        1,
                        1,
                        0,
                        1,
                        Schedule.LINEAR,
                        Warmup.NONE,
                        1,
                        0,
                        1,
                        0,
                        new ValidationPlan(0, true, 0, 0));
        assertThatThrownBy(() -> sft(rows, plan))
                .hasMessage(
                        "keeping the best adapter and stopping early need validation rows with a"
                                + " learned token, 0 rows have none");
    }

    private LoraSft sft(NumberedRows rows, LoraPlan plan) {
        return new LoraSft(engine, base, SETTINGS, plan, rows, NumberedRows.of(List.of()), hooks);
    }

    private static LoraPlan plan(double rate, int batch) {
        return new LoraPlan(2, batch, 1, rate, Schedule.CONSTANT, Warmup.NONE, 1, 0, 4, 1);
    }

    private static TokenizedSample row(int number) {
        int second = number % 4 == 2 ? BROKEN : 7;
        return Reference.learned(5, second, 9, 10 + number);
    }
}
