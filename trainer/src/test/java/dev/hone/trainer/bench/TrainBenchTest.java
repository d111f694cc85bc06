package dev.hone.trainer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.trainer.Reference;
import dev.hone.trainer.device.DeviceChoice;
import dev.hone.trainer.kernel.ScalarType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainBenchTest {
    /// 61 * 64 numbers of embedding and of head, 64 of the last norm, and two layers of 2 * 64 in
    /// norms, 144 * 64 in q|k|v, 64 * 72 in o, 160 * 64 in gate|up and 64 * 80 in down.
    private static final long NUMBERS = 2 * 61 * 64 + 64 + 2 * (128 + 9216 + 4608 + 10240 + 5120);

    @Test
    void theReportCountsWhatTheStepsDid() throws IOException {
        var report = bench(Reference.file("untied"), 32).run();

        assertThat(report.tokens()).isEqualTo(3 * 32);
        assertThat(report.labelled()).isEqualTo(3 * 31);
        assertThat(report.weights()).isEqualTo(4 * NUMBERS);
        assertThat(report.stepSeconds().lowest()).isPositive();
        assertThat(report.share().median())
                .as("products are a part of the step")
                .isBetween(0.001, 1.0);
        assertThat(report.firstStep()).isGreaterThan(report.load());
        assertThat(report.peak()).isPresent();
    }

    @Test
    void aRowThatTheModelHasNoPositionsForIsRefused() {
        assertThatThrownBy(() -> bench(Reference.file("untied"), 65).run())
                .isInstanceOf(BenchFaults.class)
                .hasMessageContaining("--length must be at most 64")
                .hasMessageContaining("was 65");
    }

    @Test
    void whatTheModelCannotHaveIsRefusedTogether() {
        assertThatThrownBy(() -> bench(Reference.file("untied"), 65, 37).run())
                .isInstanceOf(BenchFaults.class)
                .hasMessageContaining("--length must be at most 64")
                .hasMessageContaining(
                        "--rank must be at most 36 on k_proj, whose weight is 36 × 64, was 37");
    }

    @Test
    void aDirectoryWithoutAModelIsRefusedWithItsFaults(@TempDir Path empty) {
        assertThatThrownBy(() -> bench(empty, 32).run())
                .isInstanceOf(BenchFaults.class)
                .hasMessageContaining("config.json");
        assertThatThrownBy(() -> bench(empty.resolve("none"), 32).run())
                .isInstanceOf(BenchFaults.class)
                .hasMessageContaining("--model must be a directory");
    }

    private static TrainBench bench(Path model, int length) {
        return bench(model, length, 4);
    }

    private static TrainBench bench(Path model, int length, int rank) {
        var settings =
                new BenchSettings(
                        model,
                        3,
                        length,
                        rank,
                        0,
                        false,
                        ScalarType.FLOAT32,
                        5,
                        DeviceChoice.AUTO,
                        2,
                        OptionalLong.empty(),
                        Optional.empty());
        return new TrainBench(settings, Instant.now());
    }
}
