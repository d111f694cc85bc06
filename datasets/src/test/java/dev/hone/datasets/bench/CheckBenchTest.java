package dev.hone.datasets.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
}
