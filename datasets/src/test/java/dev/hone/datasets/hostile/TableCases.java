package dev.hone.datasets.hostile;

import static dev.hone.datasets.hostile.Bad.LATIN;

import dev.hone.protocol.DatasetFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// CSV and TSV, with each separator.
final class TableCases {
    private final List<HostileCase> cases = new ArrayList<>();
    private final String separator;
    private final String start;

    private TableCases(String separator) {
        this.separator = separator;
        this.start = cells("prompt", "completion") + cells("a", "b");
    }

    static List<HostileCase> all() {
        return List.of(",", ";", "|", "\t").stream()
                .flatMap(separator -> new TableCases(separator).of().stream())
                .toList();
    }

    private String cells(String... cells) {
        return String.join(separator, cells) + "\n";
    }

    /// After a header and a good row: the third line, and a good row behind it.
    private void row(String name, String row, String code) {
        cases.add(
                HostileCase.of(
                        "table with %s: %s".formatted(separator, name),
                        (start + row + cells("c", "d")).getBytes(LATIN),
                        code,
                        3,
                        start.length()));
    }

    private void file(String name, String text, String code) {
        cases.add(
                HostileCase.anywhere(
                        "table with %s: %s".formatted(separator, name),
                        text.getBytes(LATIN),
                        code));
    }

    private List<HostileCase> of() {
        row("an unclosed quote", cells("\"a", "b"), "unclosed_quote");
        row("an unclosed quote in the last cell", cells("a", "\"b"), "unclosed_quote");
        row("an unclosed doubled quote", cells("a", "\"b\"\""), "unclosed_quote");
        row("text behind a quote", cells("\"a\"x", "b"), "malformed_csv");
        row("a space behind a quote", cells("\"a\" ", "b"), "malformed_csv");
        row("a quote that is not doubled", cells("\"a\"b\"c\"", "d"), "malformed_csv");
        row(
                "a quote closed in the next line",
                "\"a" + separator + "b\n\"x" + separator + "y\n",
                "malformed_csv");
        row("a cell too few", "a\n", "ragged_row");
        row("a cell too many", cells("a", "b", "c"), "ragged_row");
        row("many cells too many", cells(separator.repeat(10_000)), "ragged_row");
        row("an empty answer", cells("a", ""), "empty_field");
        row("a NUL", cells("a", "\0"), "nul_character");
        row("Latin-1", cells("a", "caf\u00e9"), "invalid_utf8");
        row("an overlong encoding", cells("a", "\u00c0\u0080"), "invalid_utf8");
        row("a byte order mark", "\u00ef\u00bb\u00bf" + cells("a", "b"), "byte_order_mark");
        row("another separator", separator.equals(",") ? "a;b\n" : "a,b\n", "ragged_row");
        row("a cell of 2 MB", cells("a", "b".repeat(2_000_000)), "row_too_long");
        row(
                "a quoted cell of 2 MB",
                cells("a", "\"" + "b\n".repeat(1_000_000) + "\""),
                "row_too_long");
        var wide =
                IntStream.range(0, 2_000)
                        .mapToObj(column -> "c" + column)
                        .collect(Collectors.joining(separator));
        file("2,000 columns", cells("text", wide), "too_many_columns");
        file(
                "two columns of a name",
                cells("text", "a", "a") + cells("x", "y", "z"),
                "duplicate_column");
        file(
                "columns of no shape",
                cells("question", "answer") + cells("x", "y"),
                "unknown_column");
        file("an unclosed quote in the header", cells("\"prompt", "completion"), "unclosed_quote");
        file("a header and no rows", cells("prompt", "completion"), "empty_file");
        file(
                "lists that are no JSON",
                cells("messages", "id") + cells("oops", "1"),
                "malformed_json");
        cases.add(openForLong());
        return cases;
    }

    /// A quote that is never closed swallows the rest of the file.
    private HostileCase openForLong() {
        return new HostileCase(
                "table with %s: a quote open for 100 MB".formatted(separator),
                DatasetFormat.DETECT,
                () ->
                        Endless.of(
                                (start + "\"x").getBytes(LATIN),
                                cells("a", "b"),
                                100_000_000,
                                new byte[0]),
                "row_too_long",
                3L,
                (long) start.length());
    }
}
