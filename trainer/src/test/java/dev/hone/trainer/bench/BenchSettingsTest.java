package dev.hone.trainer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.trainer.kernel.ScalarType;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BenchSettingsTest {
    @Test
    void whatIsNotGivenIsTheBenchmarksShape() {
        var settings = BenchSettings.parse("--model", "base", "--threads", "3");

        assertThat(settings.model()).isEqualTo(Path.of("base"));
        assertThat(settings.batch()).isEqualTo(8);
        assertThat(settings.length()).isEqualTo(256);
        assertThat(settings.rank()).isEqualTo(16);
        assertThat(settings.type()).isEqualTo(ScalarType.BFLOAT16);
        assertThat(settings.threads()).isEqualTo(3);
    }

    @Test
    void allFaultsAreSaidTogetherWithValueAndBounds() {
        assertThatThrownBy(() ->
                        BenchSettings.parse(
                                "--batch",
                                "0",
                                "--length",
                                "many",
                                "--dtype",
                                "fp8",
                                "--device",
                                "gpu",
                                "--speed",
                                "9"))
                .isInstanceOf(BenchFaults.class)
                .hasMessageContaining("--model is missing")
                .hasMessageContaining("--batch must be 1–4096, was \"0\"")
                .hasMessageContaining("--length must be 2–1048576, was \"many\"")
                .hasMessageContaining("--dtype must be bf16 or fp32, was \"fp8\"")
                .hasMessageContaining("--device must be auto, cpu or cuda, was \"gpu\"")
                .hasMessageContaining("unknown option --speed");
    }
}
