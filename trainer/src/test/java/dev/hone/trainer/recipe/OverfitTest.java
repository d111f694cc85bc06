package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The recipe as jobs run it, in bfloat16: that it can drive the loss of a few rows to nothing.
class OverfitTest {
    private static Engine engine;

    @TempDir private Path directory;

    @BeforeAll
    static void open() {
        engine = Engine.open(1);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"llama-default", "mistral", "qwen2", "qwen3", "gemma", "gemma3", "nemotron"})
    void eightRowsAreLearnedByHeart(String family) throws IOException {
        try (var reference = Reference.family(family);
                var base = LoadedBase.load(engine, reference.base(), ScalarType.BFLOAT16)) {
            // so small a random head bounds the logits, whatever the state: the last norm makes up
            NDArray norm = base.model().weights().get(1);
            engine.tensors().copy(norm, norm.mul(5));
            var hooks = new RecordingHooks(directory);
            var settings = LoraSettings.allLinear(12, 24);

            var run = new LoraSft(engine, base, settings, plan(), rows(), List.of(), hooks).run();

            ((LoraOutcome.Finished) run).adapter().close();
            assertThat(hooks.progress.getFirst().loss()).isGreaterThan(1);
            assertThat(hooks.progress.getLast().loss()).isLessThan(0.01);
        }
    }

    private static LoraPlan plan() {
        return new LoraPlan(100, 8, 1, 1e-2, Schedule.LINEAR, Warmup.NONE, 1, 0, 1, 0);
    }

    private static List<TokenizedSample> rows() {
        var rows = new ArrayList<TokenizedSample>();
        for (int row = 0; row < 8; row++) {
            rows.add(Reference.learned(3 + row, 20 + row, 9, 30 - row, 5 + 2 * row, 12));
        }
        return rows;
    }
}
