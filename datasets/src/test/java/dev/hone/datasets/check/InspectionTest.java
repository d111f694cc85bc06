package dev.hone.datasets.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hone.protocol.Compression;
import dev.hone.protocol.Container;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.RowShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {
    private static final String GOOD = chat(message("user", "Hi"), message("assistant", "Hello"));

    private static String message(String role, String content) {
        return "{\"role\":\"%s\",\"content\":\"%s\"}".formatted(role, content);
    }

    private static String chat(String... messages) {
        return "{\"messages\":[%s]}".formatted(String.join(",", messages));
    }

    private static Report inspect(String text) throws IOException {
        return inspect(text.getBytes(UTF_8));
    }

    private static Report inspect(byte[] bytes) throws IOException {
        return Inspection.of(new ByteArrayInputStream(bytes));
    }

    /// code, field, part of the message, the faulty line
    static Stream<Arguments> faultyLines() {
        var user = message("user", "Hi");
        var assistant = message("assistant", "Hello");
        return Stream.of(
                arguments("malformed_json", null, "column 14", "{\"messages\": oops}"),
                arguments("malformed_json", null, "is not closed", "{\"messages\":[" + user),
                arguments("malformed_json", null, "column", GOOD + GOOD),
                arguments("malformed_json", null, "column", "{'messages':[]}"),
                arguments("malformed_json", null, "column", "{\"weight\":NaN}"),
                arguments("malformed_json", null, "column", "messages"),
                arguments("malformed_json", null, "column", "{\"a\":" + "9".repeat(100) + "}"),
                arguments("malformed_json", null, "column", "{\"" + "n".repeat(300) + "\":1}"),
                arguments("not_an_object", null, "an array", "[" + GOOD + "]"),
                arguments("not_an_object", null, "a number 7", "7"),
                arguments("not_an_object", null, "null", "null"),
                arguments("duplicate_key", null, "'messages'", "{\"messages\":[],\"messages\":[]}"),
                arguments("nested_too_deep", null, "64", "[".repeat(100) + "]".repeat(100)),
                arguments("nested_too_deep", null, "64", "{\"a\":" + "[".repeat(100_000)),
                arguments("nul_character", null, "column 3", "{\"\0\":1}"),
                arguments(
                        "nul_character",
                        "messages[0].content",
                        "\\u0000",
                        chat(message("user", "a\\u0000b"), assistant)),
                arguments(
                        "lone_surrogate",
                        "messages[0].content",
                        "\\ud800",
                        chat(message("user", "a\\ud800b"), assistant)),
                arguments("byte_order_mark", null, "start of the file", "\uFEFF" + GOOD),
                arguments("missing_field", "messages", "missing", "{}"),
                arguments("missing_field", "messages", "array of messages", "{\"a\":1,\"b\":2}"),
                arguments(
                        "bad_tool",
                        "tools",
                        "an array, was a string",
                        GOOD.replace("{\"messages\"", "{\"tools\":\"x\",\"messages\"")),
                arguments(
                        "bad_tool_call",
                        "messages[1].tool_calls",
                        "at least one call",
                        chat(user, "{\"role\":\"assistant\",\"content\":\"x\",\"tool_calls\":[]}")),
                arguments(
                        "format_not_supported",
                        "messages[1].function_call",
                        "write tool_calls",
                        chat(user, "{\"role\":\"assistant\",\"function_call\":{}}")),
                arguments(
                        "ambiguous_format",
                        null,
                        "both",
                        GOOD.replace("}]}", "}],\"prompt\":\"x\"}")),
                arguments(
                        "wrong_type", "messages", "an array, was a string", "{\"messages\":\"x\"}"),
                arguments("empty_field", "messages", "at least one", "{\"messages\":[]}"),
                arguments(
                        "wrong_type",
                        "messages[0]",
                        "an object, was a string",
                        "{\"messages\":[\"x\"]}"),
                arguments(
                        "missing_field",
                        "messages[0].role",
                        "missing",
                        chat("{\"content\":\"x\"}", assistant)),
                arguments(
                        "unknown_role",
                        "messages[0].role",
                        "was \"human\"",
                        chat(message("human", "x"), assistant)),
                arguments(
                        "unknown_role",
                        "messages[0].role",
                        "was \"User\"",
                        chat(message("User", "x"), assistant)),
                arguments(
                        "empty_field",
                        "messages[0].role",
                        "must not be empty",
                        chat(message("", "x"), assistant)),
                arguments(
                        "missing_field",
                        "messages[1].content",
                        "missing",
                        chat(user, "{\"role\":\"assistant\"}")),
                arguments(
                        "empty_field",
                        "messages[1].content",
                        "must not be empty",
                        chat(user, message("assistant", " \\n"))),
                arguments(
                        "wrong_type",
                        "messages[1].content",
                        "a string, was an array",
                        chat(user, "{\"role\":\"assistant\",\"content\":[]}")),
                arguments(
                        "wrong_type",
                        "messages[1].content",
                        "a string, was a number 5",
                        chat(user, "{\"role\":\"assistant\",\"content\":5}")),
                arguments("no_assistant", "messages", "nothing to learn", chat(user)),
                arguments(
                        "role_order",
                        "messages[0].role",
                        "before the first assistant",
                        chat(assistant)),
                arguments(
                        "role_order",
                        "messages[2].role",
                        "last message",
                        chat(user, assistant, user)),
                arguments(
                        "role_order",
                        "messages[1].role",
                        "only be the first",
                        chat(user, message("system", "s"), assistant)),
                arguments(
                        "bad_weight",
                        "messages[1].weight",
                        "0 or 1, was 2",
                        chat(user, assistant.replace("}", ",\"weight\":2}"))),
                arguments(
                        "bad_weight",
                        "messages[1].weight",
                        "was \"1\"",
                        chat(user, assistant.replace("}", ",\"weight\":\"1\"}"))),
                arguments(
                        "bad_weight",
                        "messages[0].weight",
                        "user message",
                        chat(user.replace("}", ",\"weight\":1}"), assistant)),
                arguments(
                        "nothing_to_learn",
                        "messages",
                        "weight 0",
                        chat(user, assistant.replace("}", ",\"weight\":0}"))));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("faultyLines")
    void aFaultyLineIsFoundWithCodeLineFieldAndWhatWouldBeRight(
            String code, String field, String part, String line) throws IOException {
        var report = inspect(GOOD + "\n\n" + line + "\n" + GOOD + "\n");

        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(code);
                    assertThat(finding.line()).isEqualTo(3);
                    assertThat(finding.byteOffset()).isEqualTo(GOOD.length() + 2);
                    assertThat(finding.field()).isEqualTo(field);
                    assertThat(finding.message()).contains(part).hasSizeLessThan(300);
                });
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.usableRows()).isEqualTo(2);
        assertThat(report.blankLines()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\r\n\r\n",
                "{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"u\",\"name\":\"n\"},{\"role\":\"assistant\",\"content\":\"a\",\"weight\":0},{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"assistant\",\"content\":\"a\",\"weight\":1}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"\\u2028 \uD83D\uDE00 <|end|> __proto__ \u202E\"},{\"role\":\"assistant\",\"content\":\"a\",\"weight\":null}],\"__proto__\":1}"
            })
    void whatIsAllowedHasNoFinding(String line) throws IOException {
        var report = inspect(GOOD + "\n" + line + "\n" + GOOD);

        assertThat(report.findings()).isEmpty();
        assertThat(report.usableRows()).isEqualTo(report.rows());
    }

    @Test
    void windowsLineEndsAByteOrderMarkAtTheStartAndNoLastLineEndAreFine() throws IOException {
        var report = inspect("\uFEFF" + GOOD + "\r\n" + GOOD + "\r\n \t\r\n" + GOOD);

        assertThat(report.findings()).isEmpty();
        assertThat(report.usableRows()).isEqualTo(3);
        assertThat(report.blankLines()).isEqualTo(1);
    }

    @Test
    void aByteThatIsNotUtf8IsNamed() throws IOException {
        var line = chat(message("user", "caf\u00e9"), message("assistant", "x"));
        var report = inspect((GOOD + "\n" + line).getBytes(ISO_8859_1));

        var finding = report.findings().getFirst();
        assertThat(finding.code()).isEqualTo("invalid_utf8");
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message())
                .contains("byte %d ".formatted(line.indexOf('\u00e9') + 1))
                .contains("0xE9");
    }

    @Test
    void anOverlongOrCutOffEncodingIsRefused() throws IOException {
        assertThat(inspect(new byte[] {'{', (byte) 0xC0, (byte) 0x80, '}'}).findings())
                .extracting(Finding::code)
                .containsExactly("no_usable_rows", "invalid_utf8");
        assertThat(inspect(new byte[] {'{', (byte) 0xE2, (byte) 0x82}).findings())
                .extracting(Finding::code)
                .containsExactly("no_usable_rows", "invalid_utf8");
    }

    @Test
    void aLineOfMoreThanOneMebibyteIsRefusedAndReadingGoesOn() throws IOException {
        var long1 = chat(message("user", "x".repeat(1 << 20)), message("assistant", "x"));

        var report = inspect(GOOD + "\n" + long1 + "\n" + GOOD + "\n");

        assertThat(report.usableRows()).isEqualTo(2);
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("row_too_long");
                    assertThat(finding.line()).isEqualTo(2);
                    assertThat(finding.message()).contains(long1.length() + " bytes");
                });
    }

    @Test
    void aLineOfAThousandMebibytesNeedsNoMemory() throws IOException {
        var block = new byte[1 << 20];
        var blocks =
                Stream.generate(() -> (InputStream) new ByteArrayInputStream(block)).limit(1000);

        var report =
                Inspection.of(new SequenceInputStream(Collections.enumeration(blocks.toList())));

        assertThat(report.bytes()).isEqualTo(1000L << 20);
        assertThat(report.findings())
                .extracting(Finding::code)
                .containsExactly("no_usable_rows", "row_too_long");
    }

    @Test
    void aZipOrUtf16FileIsOneFinding() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("rows.jsonl"));
            for (int row = 0; row < 10_000; row++) {
                zip.write((GOOD + row + "\n").getBytes(UTF_8));
            }
        }

        assertThat(inspect(packed.toByteArray()).findings())
                .extracting(Finding::code)
                .containsExactly("no_usable_rows", "compressed_file");
        assertThat(inspect((GOOD + "\n").repeat(3).getBytes(UTF_16)).findings())
                .extracting(Finding::code)
                .containsExactly("no_usable_rows", "not_utf8");
    }

    @Test
    void aFileWithoutRowsIsAFault() throws IOException {
        assertThat(inspect("").findings()).extracting(Finding::code).containsExactly("empty_file");
        assertThat(inspect("\n\n").findings())
                .extracting(Finding::code)
                .containsExactly("empty_file");
        assertThat(inspect("").hasUsableRows()).isFalse();
    }

    @Test
    void ofManyFindingsAHundredAreKeptAndAllAreCounted() throws IOException {
        var report = inspect("{}\n".repeat(5000));

        assertThat(report.findings()).hasSize(Inspection.MOST_FINDINGS);
        assertThat(report.findings().getFirst().code()).isEqualTo("no_usable_rows");
        assertThat(report.findingsTotal()).isEqualTo(5001);
    }

    @Test
    void allFaultsOfARowAreReportedTogether() throws IOException {
        var report =
                inspect(
                        chat(
                                message("human", "x"),
                                message("assistant", "").replace("}", ",\"weight\":3}")));

        assertThat(report.findings())
                .extracting(Finding::code)
                .containsExactly("no_usable_rows", "unknown_role", "empty_field", "bad_weight");
    }

    @Test
    void theSampleTicketsAreUsable() throws IOException {
        try (var file = Files.newInputStream(Path.of("samples/tickets/train.jsonl"))) {
            var report = Inspection.of(file);

            assertThat(report.findings()).isEmpty();
            assertThat(report.usableRows()).isEqualTo(2000);
        }
    }

    @Test
    void ofAMixedFileTheFirstLineOfEachShapeIsNamed() throws IOException {
        var report =
                inspect(
                        "{\"text\":\"a\"}\n"
                                + (GOOD + "\n").repeat(2)
                                + "{\"prompt\":\"x\",\"completion\":\"y\"}\n{\"text\":\"b\"}\n");

        assertThat(report.findings().getFirst().code()).isEqualTo("mixed_shapes");
        assertThat(report.findings().getFirst().message())
                .contains("text (first in line 1)")
                .contains("chat (first in line 2)")
                .contains("completion (first in line 4)");
        assertThat(report.findings()).extracting(Finding::line).containsExactly(0L, 2L, 3L, 4L);
        assertThat(report.usableRows()).isEqualTo(2);
    }

    @Test
    void theReportSaysWhatTheFileWasFoundToBe() throws IOException {
        var format = inspect("prompt;completion\na;b\n").format();

        assertThat(format)
                .isEqualTo(
                        new DatasetFormat(
                                Compression.NONE, Container.CSV, RowShape.COMPLETION, Map.of()));
    }
}
