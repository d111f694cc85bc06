package dev.hone.datasets.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.parquet.Fixtures;
import dev.hone.protocol.DatasetFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetSourceTest {
    private static final RowSource LINES = source(Path.of("samples/tickets/train.jsonl"));
    private static final RowSource PARQUET = source(Fixtures.file("tickets-default.parquet"));
    private static final SplitRule TENTH = new SplitRule(0.1, 0);

    @TempDir Path scratch;

    private static RowSource source(Path file) {
        return new RowSource(() -> Files.newInputStream(file), DatasetFormat.DETECT);
    }

    @Test
    void theRowsOfAParquetFileAreThoseOfItsLines() throws IOException {
        assertThat(Contents.of(PARQUET)).isEqualTo(Contents.of(LINES));
    }

    @Test
    void rowsThatAreOnlyInOneFileAreFoundByTheirPlace() throws IOException {
        var chats = source(Fixtures.file("chat-default.parquet"));

        var difference = Difference.of(PARQUET, chats, 5, scratch);

        assertThat(difference.removed()).isEqualTo(2_000);
        assertThat(difference.added()).isEqualTo(60);
        assertThat(difference.first()).hasSize(10);
    }

    @Test
    void itsPartsAreTheLinesThatTheyWouldHaveBeen() throws IOException {
        var training = new ByteArrayOutputStream();
        var validation = new ByteArrayOutputStream();
        var trainingLines = new ByteArrayOutputStream();
        var validationLines = new ByteArrayOutputStream();
        Split.of(LINES, TENTH, trainingLines, validationLines);

        var split = Split.of(PARQUET, TENTH, training, validation);

        assertThat(split.validationRows()).isBetween(100L, 300L);
        assertThat(training.toString(UTF_8)).isEqualTo(trainingLines.toString(UTF_8));
        assertThat(validation.toString(UTF_8)).isEqualTo(validationLines.toString(UTF_8));
    }
}
