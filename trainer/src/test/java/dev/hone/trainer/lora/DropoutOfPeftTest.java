package dev.hone.trainer.lora;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.plan.Activations;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Dropout;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against PEFT with the same masks in its dropout modules, drawn from their definition by other
/// code than ours; see `src/test/python/dropout.py`.
class DropoutOfPeftTest {
    @ParameterizedTest
    @CsvSource({"dropout,llama-default", "dropout-dora,qwen2"})
    void lossAndGradientsEqualThoseOfPeftWithTheSameMasks(String name, String family)
            throws IOException {
        try (var engine = Engine.open(1);
                var reference = Reference.lora(name);
                var model = Reference.family(family);
                var base = LoadedBase.load(engine, model.base(), ScalarType.FLOAT32);
                var adapter = AdapterDirectory.read(engine, base.config(), reference.adapter())) {
            double probability = adapter.settings().dropout();
            assertThat(probability).isEqualTo(0.2);

            AdapterStep.of(
                            engine,
                            base,
                            adapter,
                            PackedRows.of(reference.rows()),
                            Dropout.of(probability, 4, 5, 6),
                            Activations.SAVED)
                    .assertEquals(reference);
        }
    }
}
