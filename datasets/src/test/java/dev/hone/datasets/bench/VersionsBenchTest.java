package dev.hone.datasets.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsBenchTest {
    @TempDir Path directory;

    @Test
    void theDifferenceIsWhatWasWrittenAndTheFilesAreGoneAfterwards() throws IOException {
        var result = VersionsBench.run(300_000, directory);

        assertThat(result.asWritten()).isTrue();
        assertThat(result.removed()).isPositive();
        assertThat(result.unchanged() + result.changed() + result.removed())
                .isEqualTo(result.rows());
        assertThat(result.validationRows()).isPositive();
        assertThat(directory).isEmptyDirectory();
    }
}
