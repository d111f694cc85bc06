package dev.hone.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.datasets.plan.Activations;
import dev.hone.datasets.tokens.TokenizedSample;
import dev.hone.trainer.Reference;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(1);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void asManyAreDroppedAsAskedFor() {
        var rows = PackedRows.of(List.of(row(300), row(200)));
        for (double probability : new double[] {0.05, 0.1, 0.5, 0.9}) {
            boolean[] alive = survivors(rows, Dropout.of(probability, 1, 0, 0), 0, 0, 1001);

            // within five deviations of a binomial distribution
            double deviation = Math.sqrt(probability * (1 - probability) / alive.length);
            assertThat(1 - mean(alive)).isCloseTo(probability, within(5 * deviation));
            for (int shift : new int[] {1, 2, 3, 4, 1001, 1002}) {
                int pairs = alive.length - shift;
                long both =
                        IntStream.range(0, pairs).filter(i -> alive[i] && alive[i + shift]).count();
                double expected = (1 - probability) * (1 - probability);
                double spread = Math.sqrt(expected * (1 - expected) / pairs);
                assertThat((double) both / pairs).isCloseTo(expected, within(6 * spread));
            }
        }
    }

    @Test
    void eachPlaceHasAMaskOfItsOwn() {
        var rows = PackedRows.of(List.of(row(7), row(7)));
        var masks = new HashSet<String>();
        int count = 0;
        for (int seed = 0; seed < 2; seed++) {
            for (int step = 0; step < 2; step++) {
                for (int microBatch = 0; microBatch < 2; microBatch++) {
                    for (int layer = 0; layer < 2; layer++) {
                        for (int module = 0; module < 7; module++) {
                            var dropout = Dropout.of(0.5, seed, step, microBatch);
                            var mask = survivors(rows, dropout, layer, module, 128);
                            for (int token = 0; token < 14; token++) {
                                var part = Arrays.copyOfRange(mask, 128 * token, 128 * token + 128);
                                masks.add(Arrays.toString(part));
                                count++;
                            }
                        }
                    }
                }
            }
        }
        assertThat(masks).hasSize(count);
    }

    @Test
    void aRowLosesTheSameInWhateverCallItIs() {
        var dropout = Dropout.of(0.3, 4, 5, 6);
        var together = PackedRows.of(List.of(row(5), row(9), row(3)));
        var alone = PackedRows.of(List.of(row(9)), new int[] {1});

        boolean[] all = survivors(together, dropout, 1, 3, 33);
        boolean[] one = survivors(alone, dropout, 1, 3, 33);

        assertThat(Arrays.copyOfRange(all, 5 * 33, 14 * 33)).isEqualTo(one);
        assertThat(survivors(PackedRows.of(List.of(row(9))), dropout, 1, 3, 33)).isNotEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradientsEqualThoseOfAutogradWithTheSameMask(boolean magnitudes) throws IOException {
        try (var reference = new Reference("untied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32)) {
            var row = reference.rows().get(2);
            var dropout = Dropout.of(0.2, 1, 2, 3);
            for (var modules :
                    List.of(
                            List.of("q_proj", "v_proj", "up_proj"),
                            List.of("o_proj", "down_proj", "k_proj", "gate_proj"))) {
                var settings = settings(0.2, magnitudes, modules);
                try (var adapter = Adapter.start(engine, base.model(), settings, 3)) {
                    adapter.flat().addi(0.05f);

                    float[] byHand = gradient(base, adapter, row, dropout);

                    float[] byAutograd = Autograd.gradients(engine, base, adapter, row, dropout);
                    assertThat(Reference.distance(byHand, byAutograd)).isLessThan(1e-5);
                    float[] without = gradient(base, adapter, row, Dropout.NONE);
                    assertThat(Reference.distance(without, byHand)).isGreaterThan(1e-2);
                    float[] withoutByAutograd =
                            Autograd.gradients(engine, base, adapter, row, Dropout.NONE);
                    assertThat(Reference.distance(without, withoutByAutograd)).isLessThan(1e-5);
                }
            }
        }
    }

    @Test
    void nothingIsDroppedWhereNobodyLearns() throws IOException {
        try (var reference = new Reference("untied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
                var dropping = adapter(base, 0.5);
                var plain = adapter(base, 0)) {
            var rows = PackedRows.of(reference.rows());

            assertThat(engine.decoder().loss(base.model(), dropping.tensors(), rows))
                    .isEqualTo(engine.decoder().loss(base.model(), plain.tensors(), rows));
        }
    }

    @Test
    void aProbabilityOfOneIsRefused() {
        assertThatThrownBy(() -> Dropout.of(1, 0, 0, 0))
                .hasMessage("dropout must be at least 0 and below 1, was 1.0");
    }

    private static Adapter adapter(LoadedBase base, double dropout) {
        var settings = settings(dropout, false, List.of("q_proj"));
        var adapter = Adapter.start(engine, base.model(), settings, 3);
        adapter.flat().addi(0.05f);
        return adapter;
    }

    private static LoraSettings settings(double dropout, boolean magnitudes, List<String> modules) {
        return new LoraSettings(4, 8, dropout, modules, false, magnitudes, Map.of(), Map.of());
    }

    private static float[] gradient(
            LoadedBase base, Adapter adapter, TokenizedSample row, Dropout dropout) {
        try (NDArray gradient = engine.tensors().zeros(adapter.flat().size())) {
            engine.decoder()
                    .adapterStep(
                            base.model(),
                            adapter.tensors(),
                            adapter.views(gradient),
                            PackedRows.of(List.of(row)),
                            1,
                            dropout,
                            Activations.SAVED);
            return gradient.toFloatArray();
        }
    }

    private static boolean[] survivors(
            PackedRows rows, Dropout dropout, int layer, int module, int width) {
        try (NDManager scope = engine.tensors().scope()) {
            return engine.decoder()
                    .survivors(scope, rows, dropout, layer, module, width)
                    .toBooleanArray();
        }
    }

    private static double mean(boolean[] values) {
        return IntStream.range(0, values.length).filter(i -> values[i]).count()
                / (double) values.length;
    }

    private static TokenizedSample row(int length) {
        return Reference.learned(new int[length]);
    }
}
