package dev.hone.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.Reference;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.AdapterDirectory;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(2);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tied", "untied"})
    void logitsEqualThoseOfTransformers(String name) throws IOException {
        try (var reference = new Reference(name);
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32)) {
            float[] expected = reference.values("logits");
            var rows = PackedRows.of(reference.rows());

            float[] logits = logits(base, rows);

            for (int i = 0; i < logits.length; i++) {
                assertThat(logits[i]).isCloseTo(expected[i], within(1e-5f * 10));
            }
            assertThat(Reference.distance(logits, expected)).isLessThan(1e-5);
        }
    }

    @Test
    void gradientsEqualThoseOfAutograd() throws IOException {
        try (var reference = new Reference("untied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32)) {
            for (var modules : List.of(List.of("q_proj", "v_proj"), List.of("down_proj"))) {
                var settings = new LoraSettings(4, 8, 0, modules);
                try (var adapter = Adapter.start(engine, base.model(), settings, 3)) {
                    adapter.flat().addi(0.05f);
                    var sample = reference.rows().get(2);
                    var byHand = gradient(base, adapter, List.of(sample));

                    float[] byAutograd =
                            Autograd.gradients(engine, base, adapter, sample, Dropout.NONE);

                    assertThat(Reference.distance(byHand, byAutograd)).isLessThan(1e-5);
                }
            }
        }
    }

    @Test
    void gradientsOfAllWeightsEqualDifferencesOfTheLoss() throws IOException {
        try (var reference = new Reference("tied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
                NDManager scope = engine.tensors().scope()) {
            var rows = PackedRows.of(reference.rows());
            List<NDArray> gradients = new ArrayList<>();
            for (NDArray weight : base.model().weights()) {
                gradients.add(scope.zeros(weight.getShape()));
            }
            gradients.set(2, gradients.getFirst());
            engine.decoder().weightStep(base.model(), gradients, rows, 1);

            for (int i : List.of(0, 1, 4, 5, 6, 7, 8, 9, 22)) {
                NDArray weight = base.model().weights().get(i);
                NDArray direction = gradients.get(i).div(gradients.get(i).norm());
                float step = 2e-3f;
                NDArray start = weight.duplicate();
                engine.tensors().copy(weight, start.add(direction.mul(step)));
                float up = engine.decoder().loss(base.model(), AdapterTensors.NONE, rows);
                engine.tensors().copy(weight, start.sub(direction.mul(step)));
                float down = engine.decoder().loss(base.model(), AdapterTensors.NONE, rows);
                engine.tensors().copy(weight, start);

                float slope = (up - down) / (2 * step);
                float expected = gradients.get(i).norm().getFloat();
                assertThat(slope / expected).as("weight %d", i).isCloseTo(1, within(0.02f));
            }
        }
    }

    @Test
    void rowsTogetherGiveWhatTheyGiveOneByOne() throws IOException {
        try (var reference = new Reference("untied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
                var adapter = AdapterDirectory.read(engine, base.config(), reference.adapter())) {
            List<TokenizedSample> rows = reference.rows();
            float[] together = gradient(base, adapter, rows);

            var oneByOne = new float[together.length];
            for (TokenizedSample row : rows) {
                float[] one = gradient(base, adapter, List.of(row));
                for (int i = 0; i < one.length; i++) {
                    oneByOne[i] += one[i];
                }
            }

            assertThat(Reference.distance(together, oneByOne)).isLessThan(1e-5);
        }
    }

    @Test
    void anotherRowNeverChangesARowsLogits() throws IOException {
        try (var reference = new Reference("tied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32)) {
            var row = reference.rows().get(1);
            float[] with =
                    logits(
                            base,
                            PackedRows.of(
                                    List.of(
                                            row,
                                            Reference.learned(5, 6, 7, 8, 9, 10, 11, 12, 13))));
            float[] without =
                    logits(
                            base,
                            PackedRows.of(
                                    List.of(
                                            row,
                                            Reference.learned(
                                                    20, 21, 22, 23, 24, 25, 26, 27, 28))));

            int size = row.length() * base.config().vocabulary();
            for (int i = 0; i < size; i++) {
                assertThat(with[i]).isEqualTo(without[i]);
            }
        }
    }

    @Test
    void greedyAnswersFollowTheLogits() throws IOException {
        try (var reference = new Reference("untied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32)) {
            var prompts = reference.rows().stream().map(TokenizedSample::ids).toList();

            var answers =
                    engine.decoder()
                            .greedy(base.model(), AdapterTensors.NONE, prompts, Set.of(), 6);

            for (int i = 0; i < prompts.size(); i++) {
                assertThat(answers.get(i)).containsExactly(slowly(base, prompts.get(i), 6));
            }
        }
    }

    @Test
    void anAnswerEndsBeforeItsEndToken() throws IOException {
        try (var reference = new Reference("untied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32)) {
            var prompt = reference.rows().get(1).ids();
            int[] whole = slowly(base, prompt, 6);

            var answers =
                    engine.decoder()
                            .greedy(
                                    base.model(),
                                    AdapterTensors.NONE,
                                    List.of(prompt),
                                    Set.of(whole[2]),
                                    6);

            assertThat(answers.getFirst()).doesNotContain(whole[2]).hasSizeLessThanOrEqualTo(2);
        }
    }

    private static float[] logits(LoadedBase base, PackedRows rows) {
        try (NDManager scope = engine.tensors().scope()) {
            long[] all = LongStream.range(0, rows.tokens()).toArray();
            return engine.decoder()
                    .logits(scope, base.model(), AdapterTensors.NONE, rows, all)
                    .toFloatArray();
        }
    }

    /// Greedy decoding without a cache.
    private static int[] slowly(LoadedBase base, int[] prompt, int longest) {
        int[] ids = prompt;
        for (int i = 0; i < longest; i++) {
            float[] logits = logits(base, PackedRows.prompts(List.of(ids)));
            int vocabulary = base.config().vocabulary();
            int best = 0;
            for (int token = 1; token < vocabulary; token++) {
                int at = (ids.length - 1) * vocabulary;
                best = logits[at + token] > logits[at + best] ? token : best;
            }
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = best;
        }
        return Arrays.copyOfRange(ids, prompt.length, ids.length);
    }

    private static float[] gradient(LoadedBase base, Adapter adapter, List<TokenizedSample> rows) {
        try (NDArray gradient = engine.tensors().zeros(adapter.flat().size())) {
            engine.decoder()
                    .adapterStep(
                            base.model(),
                            adapter.tensors(),
                            adapter.views(gradient),
                            PackedRows.of(rows),
                            1);
            return gradient.toFloatArray();
        }
    }
}
