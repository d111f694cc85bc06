package dev.hone.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.trainer.Reference;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.AdapterDirectory;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderLimitsTest {
    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(2);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    /// Fused attention goes by blocks of 512 keys: late tokens see none of the first.
    @ParameterizedTest
    @ValueSource(strings = {"mistral", "gemma3"})
    void aWindowMayHideWholeBlocksOfALongRow(String name) throws IOException {
        try (var reference = Reference.family(name);
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
                var adapter = AdapterDirectory.read(engine, base.config(), reference.adapter());
                var fused = new Decoder(engine.tensors(), 0)) {
            var weights = base.model();
            var model =
                    new ModelTensors(
                            withPositions(weights.config(), 1024),
                            weights.type(),
                            weights.weights(),
                            weights.ropes());
            int[] ids = new Random(3).ints(700, 3, 40).toArray();
            var rows = PackedRows.of(List.of(Reference.learned(ids)));

            float[] byHand = gradient(fused, model, adapter, rows);

            assertThat(Reference.distance(byHand, gradient(engine.decoder(), model, adapter, rows)))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void aPromptThatLeavesNoRoomForItsAnswerIsRefused() throws IOException {
        try (var reference = new Reference("tied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32)) {
            var prompts = List.of(new int[60]);

            assertThatThrownBy(() ->
                            engine.decoder()
                                    .greedy(
                                            base.model(),
                                            AdapterTensors.NONE,
                                            prompts,
                                            Set.of(),
                                            5))
                    .hasMessage(
                            "prompt and answer must fit the model's 64 positions, were 60 and 5");
        }
    }

    @Test
    void aTokenBeyondTheEmbeddingsIsRefused() throws IOException {
        try (var reference = new Reference("tied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32)) {
            var rows = PackedRows.of(List.of(Reference.learned(3, 61)));

            assertThatThrownBy(() -> engine.decoder().loss(base.model(), AdapterTensors.NONE, rows))
                    .hasMessage("a token must be one of the model's, 0 to 60, was 61");
        }
    }

    private static ModelConfig withPositions(ModelConfig config, int positions) {
        return new ModelConfig(
                config.family(),
                config.vocabulary(),
                config.hidden(),
                config.heads(),
                config.keyValueHeads(),
                config.headSize(),
                config.feedForward(),
                positions,
                config.tiedEmbeddings(),
                config.normEpsilon(),
                config.rotaryWidth(),
                config.queryScale(),
                config.attention(),
                config.endOfTextIds());
    }

    private static float[] gradient(
            Decoder decoder, ModelTensors model, Adapter adapter, PackedRows rows) {
        try (NDArray gradient = engine.tensors().zeros(adapter.flat().size())) {
            decoder.adapterStep(model, adapter.tensors(), adapter.views(gradient), rows, 1);
            return gradient.toFloatArray();
        }
    }
}
