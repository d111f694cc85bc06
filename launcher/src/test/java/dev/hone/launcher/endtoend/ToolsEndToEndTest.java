package dev.hone.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.launcher.commands.HoneCommand;
import dev.hone.launcher.commands.Surroundings;
import dev.hone.launcher.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("end-to-end")
class ToolsEndToEndTest {
    @TempDir Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void benchTrainMeasuresTheModelOfTheCheckout() throws Exception {
        int exitCode =
                run("bench", "train", "--batch", "2", "--length", "16", "--steps", "2", "--json");

        assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
        var report = new ObjectMapper().readTree(out.toByteArray());
        assertThat(report.path("tokens_per_step").asInt()).isEqualTo(32);
        assertThat(report.path("tokens_per_second").path("median").asDouble()).isPositive();
        assertThat(report.path("peak_bytes").asLong())
                .isGreaterThan(report.path("weights_bytes").asLong());
    }

    @Test
    void benchCheckMeasuresTheCheckOfUploads() throws Exception {
        int exitCode = run("bench", "check", "--megabytes", "2", "--runs", "2", "--json");

        assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
        var report = new ObjectMapper().readTree(out.toByteArray());
        assertThat(report.path("bytes").asLong()).isGreaterThanOrEqualTo(2_000_000);
        assertThat(report.path("usable_rows").asInt()).isEqualTo(report.path("rows").asInt());
        assertThat(report.path("seconds")).hasSize(2);
        assertThat(report.path("heap_limit_bytes").asLong()).isLessThanOrEqualTo(512L << 20);
    }

    @Test
    void benchContentNamesWhatItFindsInAFile() throws Exception {
        var rows = Files.writeString(directory.resolve("rows.csv"), "ask,say\na b c,d\na b c,d\n");

        int exitCode =
                run(
                        "bench",
                        "content",
                        "--data",
                        rows.toString(),
                        "--columns",
                        "prompt=ask,completion=say",
                        "--json");

        assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
        var finding = new ObjectMapper().readTree(out.toByteArray()).path("findings").path(0);
        assertThat(finding.path("code").asText()).isEqualTo("exact_duplicate");
        assertThat(finding.path("places").path(0).path("resembles").asInt()).isEqualTo(2);
    }

    @Test
    void aWrongShapeIsExitCode2WithAllFaultsOfTheTrainer() {
        int exitCode = run("bench", "train", "--rank", "0", "--dtype", "int4");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--rank must be 1–256, was \"0\"", "--dtype must be bf16 or fp32")
                .doesNotContain("\tat ");
    }

    @Test
    void kernelsExportWritesTheArchiveAndOverwritesNothing() throws Exception {
        var file = directory.resolve("decoder.pt");

        assertThat(run("kernels", "export", file.toString())).isZero();

        try (var archive = new ZipFile(file.toFile())) {
            var text = archive.getInputStream(archive.getEntry("m/code/__torch__.py"));
            assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("def adapter_step(");
        }
        byte[] before = Files.readAllBytes(file);
        assertThat(run("kernels", "export", file.toString(), "--program", "tensors")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("exists already");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private int run(String... arguments) {
        return HoneCommand.run(
                new Surroundings(
                        Map.of(),
                        directory,
                        HoneUnderTest.INSTALLATION,
                        Terminal.plain(new PrintStream(out, true, StandardCharsets.UTF_8)),
                        Terminal.plain(new PrintStream(err, true, StandardCharsets.UTF_8))),
                arguments);
    }
}
