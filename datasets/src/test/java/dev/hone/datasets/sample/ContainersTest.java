package dev.hone.datasets.sample;

import static dev.hone.datasets.sample.Files.COMPLETIONS;
import static dev.hone.datasets.sample.Files.gzip;
import static dev.hone.datasets.sample.Files.read;
import static dev.hone.datasets.sample.Files.samples;
import static dev.hone.datasets.sample.Files.zstd;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.fault.FaultCode;
import dev.hone.protocol.Compression;
import dev.hone.protocol.Container;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.RowShape;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContainersTest {
    private static final String LINES =
            """
            {"prompt":"a, \\"b\\"","completion":"c\\nd"}
            {"prompt":"é","completion":"😀"}
            """;

    /// The same two rows in each container.
    static Stream<Arguments> containers() {
        return Stream.of(
                Arguments.of(Container.JSON_LINES, LINES),
                Arguments.of(Container.JSON_LINES, LINES.replace("\n{", "\r\n\r\n {").strip()),
                Arguments.of(
                        Container.JSON_ARRAY, "[" + LINES.strip().replace("}\n", "} ,\n") + "]\n"),
                Arguments.of(
                        Container.JSON_ARRAY,
                        "\n[\n"
                                + LINES.strip().replace("}\n", "},").replace(",\"", ",\n \"")
                                + "\n]"),
                Arguments.of(Container.CSV, "prompt,completion\n\"a, \"\"b\"\"\",\"c\nd\"\né,😀\n"),
                Arguments.of(
                        Container.CSV,
                        "id;completion;prompt\r\n1;\"c\nd\";\"a, \"\"b\"\"\"\r\n2;😀;é"),
                Arguments.of(
                        Container.CSV, "completion|prompt\n\"c\nd\"|\"a, \"\"b\"\"\"\n\n😀|é\n"),
                Arguments.of(
                        Container.TSV, "prompt\tcompletion\n\"a, \"\"b\"\"\"\t\"c\nd\"\né\t😀\n"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("containers")
    void theSameRowsAreFoundInEachContainerPlainAndPacked(Container container, String text)
            throws IOException {
        var bytes = text.getBytes(UTF_8);
        for (var compression : Compression.values()) {
            var packed =
                    switch (compression) {
                        case NONE -> bytes;
                        case GZIP -> gzip(bytes);
                        case ZSTD -> zstd(bytes);
                    };

            var file = read(packed, DatasetFormat.DETECT);

            assertThat(file.usable())
                    .containsExactly(
                            new Sample.Completion("a, \"b\"", "c\nd"),
                            new Sample.Completion("é", "😀"));
            assertThat(file.faults()).isEmpty();
            assertThat(file.format())
                    .isEqualTo(
                            new DatasetFormat(
                                    compression, container, RowShape.COMPLETION, Map.of()));
            assertThat(read(packed, file.format()).usable()).hasSize(2);
        }
    }

    @Test
    void rowsHaveTheLineAndTheOffsetOfTheirFirstByte() throws IOException {
        var array = "[\n  {\"text\":\"é\"},\n\n  {\"text\":\"b\"}, {\"text\":\"c\"}]";
        var table = "text\r\n\"a\r\nb\"\r\né\r\n";

        assertThat(read(array).places())
                .containsExactly(
                        List.of(2L, (long) "[\n  ".length()),
                        List.of(4L, "[\n  {\"text\":\"é\"},\n\n  ".getBytes(UTF_8).length + 0L),
                        List.of(
                                4L,
                                array.substring(0, array.lastIndexOf('{')).getBytes(UTF_8).length
                                        + 0L));
        assertThat(read(table).places()).containsExactly(List.of(2L, 6L), List.of(4L, 14L));
    }

    @Test
    void membersOfAGzipFileAreReadOneAfterTheOther() throws IOException {
        var first = gzip("{\"text\":\"a\"}\n".getBytes(UTF_8));
        var second = gzip("{\"text\":\"b\"}\n".getBytes(UTF_8));
        var both = Files.joined(first, second);

        assertThat(read(both, DatasetFormat.DETECT).usable())
                .containsExactly(new Sample.Text("a"), new Sample.Text("b"));
        assertThat(
                        read(Files.joined(first, "rubbish".getBytes(UTF_8)), DatasetFormat.DETECT)
                                .faults())
                .extracting(fault -> fault.code())
                .containsExactly(FaultCode.CORRUPT_FILE);
    }

    @Test
    void framesOfAZstdFileAreReadOneAfterTheOther() throws IOException {
        var first = zstd("{\"text\":\"a\"}\n".getBytes(UTF_8));
        var second = zstd("{\"text\":\"b\"}\n".getBytes(UTF_8));

        assertThat(read(Files.joined(first, second), DatasetFormat.DETECT).usable()).hasSize(2);
    }

    @Test
    void aRepetitiveFileMayExpandAHundredTimesAndNoMore() throws IOException {
        var rows = COMPLETIONS.repeat(40_000).getBytes(UTF_8);

        for (var packed : List.of(gzip(rows), zstd(rows))) {
            var file = read(packed, DatasetFormat.DETECT);

            assertThat(file.faults())
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.code()).isEqualTo(FaultCode.EXPANDS_TOO_MUCH);
                        assertThat(fault.message()).contains("100 times").contains("unpacked");
                    });
            assertThat(file.usable()).isNotEmpty();
        }
    }

    @Test
    void aStreamThatBreaksIsNotAFaultOfTheFile() {
        for (var compression : List.of(Compression.NONE, Compression.GZIP)) {
            assertThatThrownBy(() -> samples(broken(), compression))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the network is gone");
        }
    }

    /// Twenty good bytes of gzip, and no more.
    private static InputStream broken() throws IOException {
        var start = new ByteArrayInputStream(gzip(COMPLETIONS.getBytes(UTF_8)), 0, 20);
        return new FilterInputStream(start) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                if (count < 0) {
                    throw new IOException("the network is gone");
                }
                return count;
            }
        };
    }

    @Test
    void columnsAreGivenTheNamesOfTheirShape() throws IOException {
        var format =
                new DatasetFormat(
                        null, null, null, Map.of("prompt", "frage", "completion", "antwort"));
        var table = "nr,frage,antwort,prompt\n1,a,b,not this\n";
        var lines = "{\"frage\":\"a\",\"antwort\":\"b\",\"prompt\":\"not this\"}\n";

        for (var text : List.of(table, lines)) {
            assertThat(read(text.getBytes(UTF_8), format).usable())
                    .containsExactly(new Sample.Completion("a", "b"));
        }
        assertThat(read("nr,q\n1,a\n".getBytes(UTF_8), format).faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(FaultCode.UNKNOWN_COLUMN);
                    assertThat(fault.message()).contains("columns.").contains("nr, q");
                });
    }

    @Test
    void listsStandInCellsAsJson() throws IOException {
        var table =
                "messages\tother\n\"[{\"\"role\"\":\"\"user\"\",\"\"content\"\":\"\"a\"\"},"
                        + "{\"\"role\"\":\"\"assistant\"\",\"\"content\"\":\"\"b\"\"}]\"\t1\n[{oops\t2\n";

        var file = read(table);

        assertThat(file.usable())
                .containsExactly(
                        new Sample.Chat(
                                List.of(
                                        ChatMessage.of("user", "a"),
                                        ChatMessage.of("assistant", "b"))));
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(FaultCode.MALFORMED_JSON);
                    assertThat(fault.field()).isEqualTo("messages");
                });
    }

    @Test
    void whatIsGivenIsNotGuessed() throws IOException {
        var lines = "{\"text\":\"a\"}\n".getBytes(UTF_8);

        var asTable = read(lines, new DatasetFormat(null, Container.CSV, null, Map.of()));
        var asGzip = read(lines, new DatasetFormat(Compression.GZIP, null, null, Map.of()));
        var asPlain = read(gzip(lines), new DatasetFormat(Compression.NONE, null, null, Map.of()));

        assertThat(asTable.faults().getFirst().code()).isEqualTo(FaultCode.UNKNOWN_COLUMN);
        assertThat(asGzip.faults().getFirst().code()).isEqualTo(FaultCode.CORRUPT_FILE);
        assertThat(asPlain.faults().getFirst().code()).isEqualTo(FaultCode.COMPRESSED_FILE);
    }
}
