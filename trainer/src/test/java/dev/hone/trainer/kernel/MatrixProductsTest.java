package dev.hone.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hone.trainer.Reference;
import dev.hone.trainer.lora.Adapter;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixProductsTest {
    @Test
    void theyFitRowsOfAllLengthsAndAdaptersOnSomeModules() throws IOException {
        try (var engine = Engine.open(1);
                var reference = new Reference("untied")) {
            for (var type : List.of(ScalarType.FLOAT32, ScalarType.BFLOAT16)) {
                try (var base = LoadedBase.load(engine, reference.base(), type);
                        var adapter =
                                Adapter.start(
                                        engine,
                                        base.model(),
                                        new LoraSettings(4, 8, 0, List.of("k_proj", "up_proj")),
                                        0);
                        var products =
                                new MatrixProducts(
                                        engine.tensors(), base.model(), adapter.tensors())) {
                    var room = products.room(PackedRows.of(reference.rows()));

                    assertThatCode(room::run).doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    void longRowsTakeTheFusedKernelAsTheStepDoes() throws IOException {
        try (var engine = Engine.open(1);
                var reference = new Reference("tied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
                var adapter = Adapter.start(engine, base.model(), LoraSettings.allLinear(4, 8), 0);
                var products =
                        new MatrixProducts(engine.tensors(), base.model(), adapter.tensors())) {
            int length = base.config().maxPositions();
            // Enough rows that their scores would not be kept.
            int rows = Math.toIntExact((1L << 28) / ((long) length * length * 8));
            var row = Reference.learned(new int[length]);
            var packed = PackedRows.of(Collections.nCopies(rows, row));
            assertThat(Decoder.plain(base.config(), packed)).isFalse();

            assertThatCode(() -> products.room(packed).run()).doesNotThrowAnyException();
        }
    }
}
