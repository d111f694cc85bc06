package dev.hone.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.trainer.Reference;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionTest {
    @Test
    void aProcessorKeepsScoresUntilThereAreTooMany() throws IOException {
        try (var reference = Reference.family("llama-llama3")) {
            var config = reference.base().config();
            var rows = PackedRows.of(List.of(Reference.learned(3, 4, 5, 6)));
            long scores = 4L * 4 * config.heads() * config.layers();

            assertThat(Attention.onCpu(config, rows, scores)).isEqualTo(Attention.PLAIN);
            assertThat(Attention.onCpu(config, rows, scores - 1)).isEqualTo(Attention.FUSED);
        }
    }

    @Test
    void aGpuTakesRowsAsTheyLieInTheTypesThatFlashAttentionHas() throws IOException {
        try (var reference = Reference.family("llama-llama3")) {
            var config = reference.base().config();

            assertThat(Attention.onGpu(config, ScalarType.BFLOAT16)).isEqualTo(Attention.BY_ROWS);
            assertThat(Attention.onGpu(config, ScalarType.FLOAT32)).isEqualTo(Attention.PLAIN);
        }
        try (var oddHeads = Reference.family("mistral")) {
            var config = oddHeads.base().config();

            assertThat(Attention.onGpu(config, ScalarType.BFLOAT16)).isEqualTo(Attention.PLAIN);
        }
    }

    @Test
    void rowsAsTheyLieBeginWhereTheOneBeforeEnds() {
        var rows =
                PackedRows.of(
                        List.of(
                                Reference.learned(3, 4),
                                Reference.learned(5, 6, 7, 8),
                                Reference.learned(9, 3, 4)));

        assertThat(rows.starts()).containsExactly(0, 2, 6, 9);
    }
}
