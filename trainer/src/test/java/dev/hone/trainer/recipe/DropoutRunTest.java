package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.plan.Calls;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropoutRunTest {
    private static Engine engine;
    private static List<TokenizedSample> rows;

    @BeforeAll
    static void open() {
        engine = Engine.open(2);
        rows = new ArrayList<>();
        for (int row = 0; row < 22; row++) {
            int from = 3 + row;
            rows.add(Reference.learned(IntStream.range(from, from + 4 + row).toArray()));
        }
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void theSameSeedGivesTheSameBytesWhateverTheNumberOfLanes() throws IOException {
        float[] twoLanes = train(engine, 0.3, 5);

        assertThat(train(engine, 0.3, 5)).isEqualTo(twoLanes);
        try (var single = Engine.open(1)) {
            assertThat(train(single, 0.3, 5)).isEqualTo(twoLanes);
        }
        assertThat(train(engine, 0, 5)).isNotEqualTo(twoLanes);
        assertThat(train(engine, 0.3, 6)).isNotEqualTo(twoLanes);
    }

    @Test
    void aRunThatWasPausedEndsWithTheSameBytes(@TempDir Path directory) throws IOException {
        try (var base = base(engine)) {
            var hooks = new RecordingHooks(directory);
            hooks.pauseAfter = 4;
            assertThat(sft(engine, base, 0.3, 5, hooks).run())
                    .isInstanceOf(LoraOutcome.Stopped.class);
            hooks.pauseAfter = Integer.MAX_VALUE;

            float[] resumed = finish(sft(engine, base, 0.3, 5, hooks));

            assertThat(resumed).isEqualTo(train(engine, 0.3, 5));
        }
    }

    @Test
    void aRowsNumberIsItsPlaceInTheMicroBatch() {
        var batch = List.of(row(3), row(9), row(5), row(9));

        var lanes = Shards.of(batch, Calls.MOST_TOKENS);

        assertThat(lanes.get(0).getFirst().numbers()).containsExactly(1, 2);
        assertThat(lanes.get(1).getFirst().numbers()).containsExactly(3, 0);
    }

    private static TokenizedSample row(int length) {
        return Reference.learned(new int[length]);
    }

    private static LoadedBase base(Engine engine) throws IOException {
        try (var reference = new Reference("tied")) {
            return LoadedBase.load(engine, reference.base(), ScalarType.BFLOAT16);
        }
    }

    private static LoraSft sft(
            Engine engine, LoadedBase base, double dropout, long seed, RunHooks hooks) {
        var all = LoraSettings.allLinear(4, 8);
        var settings = new LoraSettings(4, 8, dropout, all.targetModules());
        var plan = new LoraPlan(2, 4, 2, 1e-2, Schedule.LINEAR, Warmup.NONE, 1, 0, seed, 3);
        return new LoraSft(engine, base, settings, plan, rows, List.of(), hooks);
    }

    private static float[] train(Engine engine, double dropout, long seed) throws IOException {
        try (var base = base(engine)) {
            return finish(sft(engine, base, dropout, seed, progress -> {}));
        }
    }

    private static float[] finish(LoraSft sft) throws IOException {
        var outcome = sft.run();
        assertThat(outcome).isInstanceOf(LoraOutcome.Finished.class);
        try (Adapter adapter = ((LoraOutcome.Finished) outcome).adapter()) {
            return adapter.flat().toFloatArray();
        }
    }
}
