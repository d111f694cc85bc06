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
        assertThat(settings.dropout()).isZero();
        assertThat(settings.magnitudes()).isFalse();
        assertThat(settings.memory()).isEmpty();
    }

    @Test
    void anAdapterMayBeMoreThanPlainAndMemoryLessThanThereIs() {
        var settings =
                BenchSettings.parse(
                        "--model", "base", "--dropout", "0.1", "--dora", "true", "--memory", "300");

        assertThat(settings.dropout()).isEqualTo(0.1);
        assertThat(settings.magnitudes()).isTrue();
        assertThat(settings.memory()).hasValue(300L << 20);
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
                                "--dropout",
                                "1",
                                "--dora",
                                "yes",
                                "--memory",
                                "0",
                                "--speed",
                                "9"))
                .isInstanceOf(BenchFaults.class)
                .hasMessageContaining("--model is missing")
                .hasMessageContaining("--batch must be 1–4096, was \"0\"")
                .hasMessageContaining("--length must be 2–1048576, was \"many\"")
                .hasMessageContaining("--dtype must be bf16 or fp32, was \"fp8\"")
                .hasMessageContaining("--device must be auto, cpu or cuda, was \"gpu\"")
                .hasMessageContaining("--dropout must be at least 0 and below 1, was \"1\"")
                .hasMessageContaining("--dora must be true or false, was \"yes\"")
                .hasMessageContaining("--memory must be 1–1073741824, was \"0\"")
                .hasMessageContaining("unknown option --speed");
    }
}
