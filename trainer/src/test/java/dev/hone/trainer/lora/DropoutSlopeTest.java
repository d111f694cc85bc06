package dev.hone.trainer.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.datasets.adapter.LoraModule;
import dev.hone.datasets.plan.Activations;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Dropout;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// A mask that depends on no state can be met twice, so a gradient can be held against the slope of
/// the loss.
class DropoutSlopeTest {
    static final List<String> MODELS = Reference.FAMILIES;

    private static final Dropout DROPOUT = Dropout.of(0.2, 1, 2, 3);

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(1);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void gradientsWithDropoutAreTheSlopeOfTheLoss(String family) throws IOException {
        check(family, false, AdapterLayout.Part.A);
        check(family, false, AdapterLayout.Part.B);
    }

    /// To A and B the norms are constants, so their gradients are not the whole slope.
    @ParameterizedTest
    @FieldSource("MODELS")
    void gradientsOfMagnitudesWithDropoutAreTheSlopeOfTheLoss(String family) throws IOException {
        check(family, true, AdapterLayout.Part.MAGNITUDE);
    }

    private static void check(String family, boolean magnitudes, AdapterLayout.Part part)
            throws IOException {
        var settings =
                new LoraSettings(
                        4, 8, 0.2, LoraModule.names(), false, magnitudes, Map.of(), Map.of());
        try (var reference = Reference.family(family);
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
                var adapter = Adapter.start(engine, base.model(), settings, 3);
                NDManager scope = engine.tensors().scope()) {
            var rows = PackedRows.of(reference.rows());
            adapter.flat().addi(0.03f);
            float[] start = adapter.flat().toFloatArray();
            float[] gradients = step(base, adapter, rows).gradients();

            float[] direction = only(part, adapter.layout(), gradients);
            double length = Math.sqrt(dot(direction, direction));
            float up =
                    at(base, adapter, rows, scope.create(moved(start, direction, 3e-3 / length)));
            float down =
                    at(base, adapter, rows, scope.create(moved(start, direction, -3e-3 / length)));

            assertThat((up - down) / (6e-3 * length)).as("%s", part).isCloseTo(1, within(0.02));
        }
    }

    private static float at(LoadedBase base, Adapter adapter, PackedRows rows, NDArray values) {
        engine.tensors().copy(adapter.flat(), values);
        return step(base, adapter, rows).loss();
    }

    private static AdapterStep step(LoadedBase base, Adapter adapter, PackedRows rows) {
        return AdapterStep.of(engine, base, adapter, rows, DROPOUT, Activations.SAVED);
    }

    private static float[] only(AdapterLayout.Part part, AdapterLayout layout, float[] values) {
        float[] kept = Arrays.copyOf(values, values.length);
        for (AdapterLayout.Slot slot : layout.present()) {
            if (slot.part() != part) {
                Arrays.fill(kept, slot.at(), slot.at() + slot.size(), 0);
            }
        }
        return kept;
    }

    private static float[] moved(float[] from, float[] direction, double length) {
        float[] to = Arrays.copyOf(from, from.length);
        for (int i = 0; i < to.length; i++) {
            to[i] += (float) (length * direction[i]);
        }
        return to;
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
