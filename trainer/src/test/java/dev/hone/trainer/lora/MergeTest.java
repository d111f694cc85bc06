package dev.hone.trainer.lora;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.datasets.adapter.LoraModule;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.AdapterTensors;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.model.LoadedBase;
import dev.hone.trainer.model.NamedRandom;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A base whose weights were changed by hand, `W + s B A` or with magnitudes its rows at their
/// length, answers as the base with the adapter does.
class MergeTest {
    private static final List<String> ALL = LoraModule.names();
    private static final List<String> FAMILIES =
            List.of("llama-default", "mistral", "qwen2", "qwen3", "gemma", "gemma3", "nemotron");
    private static final Map<String, LoraSettings> OPTIONS =
            Map.of(
                    "plain", settings(ALL, false, false, false),
                    "rslora", settings(ALL, true, false, false),
                    "patterns", settings(ALL, false, false, true),
                    "names",
                            settings(
                                    List.of("0.self_attn.k_proj", "up_proj", "1.mlp.down_proj"),
                                    false,
                                    false,
                                    false),
                    "dora", settings(ALL, false, true, false),
                    "dora-patterns-rslora", settings(ALL, true, true, true));

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(1);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    static List<Arguments> cases() {
        return OPTIONS.keySet().stream()
                .sorted()
                .flatMap(option -> FAMILIES.stream().map(family -> Arguments.of(option, family)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mergedEqualsUnmerged(String option, String family) throws IOException {
        try (var reference = Reference.family(family);
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
                var adapter = trained(base, Objects.requireNonNull(OPTIONS.get(option)))) {
            var rows = PackedRows.of(reference.rows());
            var prompts = reference.rows().stream().map(TokenizedSample::ids).toList();
            float[] alone = logits(base, AdapterTensors.NONE, rows);
            float[] unmerged = logits(base, adapter.tensors(), rows);
            var answers = answers(base, adapter.tensors(), prompts);

            merge(base, adapter);

            assertThat(Reference.distance(unmerged, alone)).isGreaterThan(1e-2);
            float[] merged = logits(base, AdapterTensors.NONE, rows);
            assertThat(Reference.distance(unmerged, merged)).isLessThan(1e-5);
            assertThat(answers(base, AdapterTensors.NONE, prompts)).isDeepEqualTo(answers);
        }
    }

    private static LoraSettings settings(
            List<String> modules, boolean rankStabilized, boolean magnitudes, boolean patterns) {
        return new LoraSettings(
                4,
                6,
                0,
                modules,
                rankStabilized,
                magnitudes,
                patterns ? Map.of("layers.0.*_proj", 2, "1.self_attn.q_proj", 7) : Map.of(),
                patterns ? Map.of("mlp.up_proj", 3.0) : Map.of());
    }

    private static Adapter trained(LoadedBase base, LoraSettings settings) {
        var adapter = Adapter.start(engine, base.model(), settings, 3);
        float[] values = adapter.flat().toFloatArray();
        var random = NamedRandom.of(5, "trained");
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (0.4 * random.nextDouble() - 0.2);
        }
        try (NDManager scope = engine.tensors().scope()) {
            engine.tensors().copy(adapter.flat(), scope.create(values));
        }
        return adapter;
    }

    private static void merge(LoadedBase base, Adapter adapter) {
        List<NDArray> tensors = adapter.tensors().tensors();
        int perLayer = tensors.size() / base.config().layers();
        for (int layer = 0; layer < base.config().layers(); layer++) {
            int i = 0;
            for (LoraModule module : LoraModule.values()) {
                int at = perLayer * layer + i;
                if (tensors.get(at).size() > 0) {
                    double scale = adapter.tensors().scales().get(ALL.size() * layer + i);
                    NDArray weight = weight(base, layer, module);
                    NDArray product = tensors.get(at + ALL.size()).matMul(tensors.get(at));
                    NDArray sum = weight.add(product.mul(scale));
                    if (adapter.settings().magnitudes()) {
                        NDArray norm = sum.square().sum(new int[] {1}, true).sqrt();
                        NDArray magnitude = tensors.get(at + 2 * ALL.size()).reshape(-1, 1);
                        sum = sum.mul(magnitude.div(norm));
                    }
                    engine.tensors().copy(weight, sum);
                }
                i++;
            }
        }
    }

    /// The rows of a module in the weight that it lies in, both seeing each other's changes.
    private static NDArray weight(LoadedBase base, int layer, LoraModule module) {
        var config = base.config();
        boolean gate = LoraModule.of(config).contains(LoraModule.GATE);
        int weight =
                switch (module) {
                    case Q, K, V -> 2;
                    case O -> 3;
                    case GATE, UP -> 4;
                    case DOWN -> 5;
                };
        int row =
                switch (module) {
                    case Q, O, GATE, DOWN -> 0;
                    case K -> config.queryWidth();
                    case V -> config.queryWidth() + config.keyValueWidth();
                    case UP -> gate ? config.feedForward() : 0;
                };
        NDArray whole = base.model().weights().get(4 + 13 * layer + weight);
        int inputs = module.inputs(config);
        try (NDArray flat = whole.reshape(-1)) {
            return engine.tensors()
                    .view(
                            engine.tensors().manager(),
                            flat,
                            (long) row * inputs,
                            module.outputs(config),
                            inputs);
        }
    }

    private static float[] logits(LoadedBase base, AdapterTensors adapter, PackedRows rows) {
        try (NDManager scope = engine.tensors().scope()) {
            long[] all = LongStream.range(0, rows.tokens()).toArray();
            return engine.decoder().logits(scope, base.model(), adapter, rows, all).toFloatArray();
        }
    }

    private static int[][] answers(LoadedBase base, AdapterTensors adapter, List<int[]> prompts) {
        return engine.decoder()
                .greedy(base.model(), adapter, prompts, Set.of(), 6)
                .toArray(int[][]::new);
    }
}
