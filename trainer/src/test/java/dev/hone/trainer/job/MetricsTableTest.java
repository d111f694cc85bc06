package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTableTest {
    private final Path directory;
    private final Path file;

    MetricsTableTest(@TempDir Path directory) {
        this.directory = directory;
        file = directory.resolve(MetricsTable.FILE);
    }

    @Test
    void aStepIsALineAndWhatIsUnknownIsEmpty() throws IOException {
        var table = new MetricsTable();
        table.trained(1, 2.5, 0.25);
        table.trained(2, 2.25, null);
        table.validated(2, 2.75, 0.5);

        table.write(file);

        assertThat(file)
                .hasContent(
                        """
                        step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy
                        1,2.5,0.25,,
                        2,2.25,,2.75,0.5
                        """);
    }

    @Test
    void aResumedRunContinuesTheTable() throws IOException {
        var before = new MetricsTable();
        before.trained(1, 2.5, 0.25);
        before.validated(1, 2.75, null);
        before.write(file);

        var after = new MetricsTable();
        after.restart(Optional.of(directory));
        after.trained(2, 2.25, null);
        after.write(file);

        assertThat(file)
                .hasContent(
                        """
                        step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy
                        1,2.5,0.25,2.75,
                        2,2.25,,,
                        """);
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Files.writeString(file, "step,loss\n1,2\n");

        assertThatThrownBy(() -> new MetricsTable().restart(Optional.of(directory)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a table of metrics");
    }
}
