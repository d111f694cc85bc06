package dev.hone.trainer.lora;

import static org.assertj.core.api.Assertions.assertThat;

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

/// What is recomputed is what would have been saved, to the last bit.
class RecomputationTest {
    static final List<String> FAMILIES = Reference.FAMILIES;

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
    @FieldSource("FAMILIES")
    void plainAdaptersGetTheSameGradients(String family) throws IOException {
        bothGiveTheSame(family, ScalarType.FLOAT32, 0, false);
        bothGiveTheSame(family, ScalarType.BFLOAT16, 0, false);
    }

    @ParameterizedTest
    @FieldSource("FAMILIES")
    void withDropoutTheSameInputsAreDroppedAgain(String family) throws IOException {
        bothGiveTheSame(family, ScalarType.FLOAT32, 0.3, false);
    }

    @ParameterizedTest
    @FieldSource("FAMILIES")
    void magnitudesGetTheSameGradients(String family) throws IOException {
        bothGiveTheSame(family, ScalarType.FLOAT32, 0, true);
        bothGiveTheSame(family, ScalarType.BFLOAT16, 0.3, true);
    }

    private static void bothGiveTheSame(
            String family, ScalarType type, double probability, boolean magnitudes)
            throws IOException {
        var names = LoraModule.names();
        var settings =
                new LoraSettings(4, 8, probability, names, false, magnitudes, Map.of(), Map.of());
        try (var reference = Reference.family(family);
                var base = LoadedBase.load(engine, reference.base(), type);
                var adapter = Adapter.start(engine, base.model(), settings, 3)) {
            adapter.flat().addi(0.05f);
            var rows = PackedRows.of(reference.rows());
            var dropout = Dropout.of(probability, 1, 2, 3);

            float[] saved = step(base, adapter, rows, dropout, Activations.SAVED);
            float[] recomputed = step(base, adapter, rows, dropout, Activations.RECOMPUTED);

            assertThat(recomputed).isEqualTo(saved);
            float[] others =
                    step(base, adapter, rows, Dropout.of(0.5, 9, 2, 3), Activations.RECOMPUTED);
            assertThat(others).isNotEqualTo(saved);
        }
    }

    /// All gradients, and behind them the loss.
    private static float[] step(
            LoadedBase base,
            Adapter adapter,
            PackedRows rows,
            Dropout dropout,
            Activations activations) {
        var step = AdapterStep.of(engine, base, adapter, rows, dropout, activations);
        float[] gradients = step.gradients();
        float[] all = Arrays.copyOf(gradients, gradients.length + 1);
        all[gradients.length] = step.loss();
        return all;
    }
}
