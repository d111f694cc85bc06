package dev.hone.datasets.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hone.datasets.parquet.Fixtures;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.protocol.Compression;
import dev.hone.protocol.Container;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.RowShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParquetInspectionTest {
    private static Report report(Path file, DatasetFormat format) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            return Inspection.of(bytes, format);
        }
    }

    private static List<Sample> samples(Path file) throws IOException {
        var samples = new ArrayList<Sample>();
        try (var reader = new SampleReader(Files.newInputStream(file))) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                if (row.get() instanceof Row.Usable usable) {
                    samples.add(usable.sample());
                }
            }
        }
        return samples;
    }

    /// 2,000 rows without a fault, rows with every fifth one faulty, and rows with tools.
    @ParameterizedTest
    @CsvSource({
        "samples/tickets/train.jsonl, tickets-default.parquet",
        "src/test/resources/parquet/faulty.jsonl, faulty-default.parquet",
        "src/test/resources/parquet/chat.jsonl, chat-default.parquet"
    })
    void aFileSaysTheSameAsLinesAndAsParquet(Path lines, String parquet) throws IOException {
        var file = Fixtures.file(parquet);
        var expected = report(lines, DatasetFormat.DETECT);

        var report = report(file, DatasetFormat.DETECT);

        assertThat(report)
                .usingRecursiveComparison()
                .ignoringFields("format", "bytes")
                .isEqualTo(expected);
        assertThat(report.format())
                .isEqualTo(
                        new DatasetFormat(
                                Compression.NONE, Container.PARQUET, RowShape.CHAT, Map.of()));
        assertThat(report.bytes()).isEqualTo(Files.size(file));
        assertThat(samples(file)).isEqualTo(samples(lines)).isNotEmpty();
    }

    @Test
    void columnsAreGivenTheNamesOfTheirShape() throws IOException {
        var columns = Map.of("prompt", "text", "completion", "category");
        var format = new DatasetFormat(null, Container.PARQUET, null, columns);

        var report = report(Fixtures.file("types-default.parquet"), format);

        assertThat(report.format().shape()).isEqualTo(RowShape.COMPLETION);
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.findings())
                .extracting(Finding::code, Finding::line, Finding::field)
                .containsExactly(
                        tuple("missing_field", 2L, "prompt"),
                        tuple("missing_field", 2L, "completion"));
    }

    @Test
    void aColumnThatTheFileDoesNotHaveIsToldOnce() throws IOException {
        var format = new DatasetFormat(null, null, null, Map.of("prompt", "question"));

        var report = report(Fixtures.file("chat-default.parquet"), format);

        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals("unknown_column"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message())
                                .contains("\"question\"")
                                .contains("messages, tools, id"));
    }
}
