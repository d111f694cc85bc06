package dev.hone.datasets.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.parquet.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckBenchTest {
    @TempDir Path directory;

    @Test
    void everyRowOfTheFileIsUsableAndTheFileIsGoneAfterwards() throws IOException {
        var result = CheckBench.run(300_000, 2, directory);

        assertThat(result.bytes()).isGreaterThanOrEqualTo(300_000);
        assertThat(result.rows()).isGreaterThan(50).isEqualTo(result.usableRows());
        assertThat(result.seconds()).hasSize(2).allMatch(seconds -> seconds > 0);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileThatIsThereIsMeasuredAndStays() throws IOException {
        var file = Fixtures.file("chat-default.parquet");

        var result = CheckBench.measure(file, 1);

        assertThat(result.usableRows()).isEqualTo(60);
        assertThat(file).exists();
    }
}
