package dev.hone.datasets.hostile;

import static dev.hone.datasets.hostile.Bad.GOOD;
import static dev.hone.datasets.hostile.Bad.LATIN;

import dev.hone.protocol.DatasetFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// JSON lines and JSON arrays.
final class JsonCases {
    private static final long GIBIBYTE = 1L << 30;

    private final List<HostileCase> cases = new ArrayList<>();

    static List<HostileCase> all() {
        var all = new JsonCases();
        Bad.rows().forEach(all::row);
        all.arrays();
        all.files();
        all.gigabytes();
        return all.cases;
    }

    /// The bad row as the second of three, which are good.
    private void row(String row, String code) {
        var name = row.length() > 40 ? row.substring(0, 40) + "… " + row.length() : row;
        cases.add(
                HostileCase.of(
                        "lines: " + name,
                        (GOOD + "\n" + row + "\n" + GOOD + "\n").getBytes(LATIN),
                        code,
                        2,
                        GOOD.length() + 1));
        cases.add(
                HostileCase.of(
                        "array: " + name,
                        ("[" + GOOD + ",\n" + row + ",\n" + GOOD + "]").getBytes(LATIN),
                        code,
                        2,
                        GOOD.length() + 3));
    }

    private void array(String text, String code, String before) {
        cases.add(
                HostileCase.of(
                        "array: " + text.substring(0, Math.min(60, text.length())),
                        text.getBytes(LATIN),
                        code,
                        before.lines().count(),
                        before.length() - 1));
    }

    /// Each with the text up to the byte at which the fault is told.
    private void arrays() {
        array("[" + GOOD, "truncated_file", "[" + GOOD + "?");
        array("[" + GOOD + ",", "truncated_file", "[" + GOOD + ",?");
        array("[" + GOOD + ",\n{\"a\":[1", "truncated_file", "[" + GOOD + ",\n{");
        array("[" + GOOD + ",\n{\"a\":\"b]}", "truncated_file", "[" + GOOD + ",\n{");
        array("[" + GOOD + ",\n\"abc", "truncated_file", "[" + GOOD + ",\n\"");
        array("[" + GOOD + ",\n{\"a\":\"\\", "truncated_file", "[" + GOOD + ",\n{");
        array("[", "truncated_file", "[?");
        array("[\n\n", "truncated_file", "[\n\n?");
        array("[" + GOOD + " " + GOOD + "]", "malformed_array", "[" + GOOD + " {");
        array("[" + GOOD + "\n;" + GOOD + "]", "malformed_array", "[" + GOOD + "\n;");
        array("[" + GOOD + ",]", "malformed_array", "[" + GOOD + ",]");
        array("[" + GOOD + ",\n," + GOOD + "]", "malformed_array", "[" + GOOD + ",\n,");
        array("[," + GOOD + "]", "malformed_array", "[,");
        array("[" + GOOD + "]\n" + GOOD, "malformed_array", "[" + GOOD + "]\n{");
        array("[" + GOOD + "]]", "malformed_array", "[" + GOOD + "]]");
        array("[" + GOOD + "}", "malformed_array", "[" + GOOD + "}");
        array("[" + GOOD + ",\n}", "malformed_array", "[" + GOOD + ",\n}");
        array("[[" + GOOD + "]]", "not_an_object", "[[");
        array("[\n" + "[".repeat(100_000), "truncated_file", "[\n[");
        array("[nul]", "malformed_json", "[n");
        array("[1,\n2x]", "malformed_json", "[1,\n2");
        whole("array: nothing in it", "[]", LATIN, "empty_file");
    }

    private void whole(String name, String text, Charset charset, String code) {
        cases.add(HostileCase.anywhere(name, text.getBytes(charset), code));
    }

    private void files() {
        whole("nothing", "", LATIN, "empty_file");
        whole("a byte order mark", "\uFEFF", StandardCharsets.UTF_8, "empty_file");
        whole(
                "two byte order marks",
                "\uFEFF\uFEFF" + GOOD,
                StandardCharsets.UTF_8,
                "byte_order_mark");
        whole("spaces", " \t\r\n".repeat(1000), LATIN, "empty_file");
        whole("UTF-16 with a mark", GOOD, StandardCharsets.UTF_16, "not_utf8");
        whole("UTF-16BE", GOOD, StandardCharsets.UTF_16BE, "not_utf8");
        whole("UTF-16LE", GOOD, StandardCharsets.UTF_16LE, "not_utf8");
        whole("UTF-32BE", GOOD, StandardCharsets.UTF_32BE, "nul_character");
        whole("zip", "PK\u0003\u0004" + "x".repeat(100), LATIN, "compressed_file");
        whole("bzip2", "BZh91AY&SY", LATIN, "compressed_file");
        whole("xz", "\u00fd7zXZ\0\0", LATIN, "compressed_file");
        whole("a page", "<!DOCTYPE html>\n<html>\n</html>\n", LATIN, "malformed_json");
        whole("PDF", "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n", LATIN, "invalid_utf8");
        whole("an object over several lines", "{\n\"text\": \"a\"\n}\n", LATIN, "malformed_json");
        whole("lines ended by returns", GOOD + "\r" + GOOD + "\r", LATIN, "malformed_json");
        whole("many names, no shape", "{\"a\":1,\"b\":2}\n", LATIN, "unknown_shape");
    }

    private void gigabytes(
            String name, String start, String repeated, long length, String end, String code) {
        long line = start.lines().count();
        long offset = start.lastIndexOf("\n") + 1L;
        cases.add(
                new HostileCase(
                        name,
                        DatasetFormat.DETECT,
                        () ->
                                Endless.of(
                                        start.getBytes(LATIN),
                                        repeated,
                                        length,
                                        end.getBytes(LATIN)),
                        code,
                        line,
                        offset));
    }

    private void gigabytes() {
        var first = GOOD + "\n";
        gigabytes(
                "a line of 1 GiB", first + "{\"text\":\"", "x", GIBIBYTE, "\"}\n", "row_too_long");
        gigabytes("1 GiB of zeros", first + "\0", "\0", GIBIBYTE, "", "row_too_long");
        gigabytes("a number of 100 MB", first + "{\"c\":", "9", 100_000_000, "}\n", "row_too_long");
        gigabytes("depth 50 million", first + "{\"c\":", "[", 50_000_000, "", "row_too_long");
        gigabytes("a name of 100 MB", first + "{\"", "n", 100_000_000, "\":1}\n", "row_too_long");
        var array = "[" + GOOD + ",\n";
        gigabytes(
                "an element of 300 MB",
                array + "{\"text\":\"",
                "x",
                300_000_000,
                "\"}]",
                "row_too_long");
        gigabytes(
                "an unclosed string of 300 MB", array + "\"", "x", 300_000_000, "", "row_too_long");
        gigabytes(
                "brackets of an array, 100 MB", array + "[", "[", 100_000_000, "", "row_too_long");
        gigabytes(
                "a number in an array, 100 MB", array + "9", "9", 100_000_000, "]", "row_too_long");
        cases.add(
                new HostileCase(
                        "ten million empty lines",
                        DatasetFormat.DETECT,
                        () -> Endless.of(new byte[0], "\n", 10_000_000, new byte[0]),
                        "empty_file",
                        0L,
                        0L));
        cases.add(
                new HostileCase(
                        "a million faulty rows",
                        DatasetFormat.DETECT,
                        () -> Endless.of(new byte[0], "{}\n", 3_000_000, new byte[0]),
                        "no_usable_rows",
                        0L,
                        0L));
    }
}
