package dev.hone.datasets.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParquetFilesTest {
    /// A number is the same however it is written.
    private static final Comparator<JsonNode> NUMBERS =
            (one, other) -> {
                if (one.equals(other)) {
                    return 0;
                }
                return one.isNumber() && other.isNumber()
                        ? one.decimalValue().compareTo(other.decimalValue())
                        : 1;
            };

    static List<Path> files() throws IOException {
        return Fixtures.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theRowsOfAFileAreThoseThatItsWriterWasGiven(Path file) throws IOException {
        var expected = Fixtures.expected(file);

        List<ParquetItem> items;
        try (var bytes = Files.newInputStream(file)) {
            items = Fixtures.read(bytes);
        }

        for (int index = 0; index < Math.min(items.size(), expected.size()); index++) {
            var row = expected.get(index);
            assertThat(items.get(index))
                    .isInstanceOfSatisfying(
                            ParquetItem.Found.class,
                            found ->
                                    assertThat(row.equals(NUMBERS, found.members()))
                                            .as("%s is %s", found.members(), row)
                                            .isTrue());
        }
        assertThat(items).hasSameSizeAs(expected);
    }
}
