package dev.hone.datasets.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.DatasetFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentBenchTest {
    @TempDir Path directory;

    @Test
    void everyRowOfTheMadeFileIsSeenAndTheFileIsGoneAfterwards() throws IOException {
        var result = ContentBench.made(300_000, directory);

        assertThat(result.bytes()).isGreaterThanOrEqualTo(300_000);
        assertThat(result.rows()).isGreaterThan(50);
        assertThat(result.megabytesPerProcessorSecond()).isPositive();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theFindingsOfTwoFilesAreThose() throws IOException {
        var training =
                Files.writeString(directory.resolve("train.csv"), "prompt,completion\na b c,d\n");
        var validation =
                Files.writeString(directory.resolve("valid.csv"), "prompt,completion\na b c,d\n");

        var result =
                ContentBench.files(directory, List.of(training, validation), DatasetFormat.DETECT);

        assertThat(result.rows()).isEqualTo(2);
        assertThat(result.findings())
                .extracting(ContentBench.Found::code)
                .containsExactly("leaked_row");
    }
}
