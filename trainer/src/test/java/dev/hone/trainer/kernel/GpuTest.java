package dev.hone.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.trainer.Reference;
import dev.hone.trainer.device.DeviceChoice;
import dev.hone.trainer.lora.AdapterDirectory;
import dev.hone.trainer.lora.AdapterStep;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The same programs on a GPU as on the processor. Runs only where libtorch sees a GPU: see
/// `docs/how-to/gpu-workers.md`.
@EnabledIf("dev.hone.trainer.kernel.Devices#gpuIsThere")
class GpuTest {
    static final List<String> MODELS = Reference.FAMILIES;

    private static final List<Engine> ENGINES = new ArrayList<>();

    /// Of float32, relative to the largest number.
    private static final double NEAR = 1e-4;

    @BeforeAll
    static void open() {
        ENGINES.add(Engine.open(DeviceChoice.CUDA, 2));
        ENGINES.add(Engine.open(DeviceChoice.CPU, 2));
    }

    @AfterAll
    static void close() {
        ENGINES.forEach(Engine::close);
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void inFloat32LossAndGradientsEqualThoseOfTheProcessor(String name) throws IOException {
        var gpu = step(ENGINES.getFirst(), name, ScalarType.FLOAT32);
        var processor = step(ENGINES.getLast(), name, ScalarType.FLOAT32);

        assertThat(gpu.loss()).isCloseTo(processor.loss(), within((float) NEAR));
        assertThat(Reference.distance(gpu.gradients(), processor.gradients())).isLessThan(NEAR);
    }

    /// Rows of different lengths, with and without a window: on a GPU this is flash attention.
    @ParameterizedTest
    @FieldSource("MODELS")
    void inBfloat16GradientsAreAsNearToExactOnesAsThoseOfTheProcessor(String name)
            throws IOException {
        float[] exact = step(ENGINES.getLast(), name, ScalarType.FLOAT32).gradients();
        float[] gpu = step(ENGINES.getFirst(), name, ScalarType.BFLOAT16).gradients();
        float[] processor = step(ENGINES.getLast(), name, ScalarType.BFLOAT16).gradients();
        double tolerance = 1.5 * Reference.distance(processor, exact);

        assertThat(Reference.distance(gpu, exact)).isLessThan(tolerance);
    }

    private static AdapterStep step(Engine engine, String name, ScalarType type)
            throws IOException {
        try (var reference = Reference.family(name);
                var base = LoadedBase.load(engine, reference.base(), type);
                var adapter = AdapterDirectory.read(engine, base.config(), reference.adapter())) {
            return AdapterStep.of(engine, base, adapter, PackedRows.of(reference.rows()));
        }
    }
}
