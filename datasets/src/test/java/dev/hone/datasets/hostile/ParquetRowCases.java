package dev.hone.datasets.hostile;

import static dev.hone.datasets.parquet.ParquetFile.BYTE_ARRAY;
import static dev.hone.datasets.parquet.ParquetFile.OPTIONAL;
import static dev.hone.datasets.parquet.ParquetFile.REPEATED;
import static dev.hone.datasets.parquet.ParquetFile.REQUIRED;

import dev.hone.datasets.parquet.Pages;
import dev.hone.datasets.parquet.ParquetFile;
import dev.hone.datasets.parquet.ParquetFile.Chunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Parquet whose columns do not fit each other, or whose rows are wrong.
final class ParquetRowCases {
    private final List<HostileCase> cases = new ArrayList<>();

    static List<HostileCase> all() {
        var all = new ParquetRowCases();
        all.levels();
        all.lists();
        all.rows();
        return all.cases;
    }

    private static final int UTF8 = ParquetCases.UTF8;
    private static final int MEBIBYTE = 1 << 20;

    private void add(String name, byte[] bytes, String code) {
        cases.add(HostileCase.anywhere("page: " + name, bytes, code));
    }

    /// Two rows of a text that may be null.
    private void levels(String name, byte[] levels, String code) {
        var file = new ParquetFile(1).leaf("text", BYTE_ARRAY, OPTIONAL, UTF8);
        var page = Pages.data(2, 0, Pages.joined(levels, ParquetPageCases.good()));
        add("levels: " + name, file.rows(2, new Chunk(BYTE_ARRAY, 2, page)).bytes(), code);
    }

    private void levels() {
        levels("deeper than the schema", Pages.levels(Pages.run(2, 7)), "corrupt_file");
        levels("fewer than values", Pages.levels(Pages.run(1, 1)), "corrupt_file");
        levels("none", new byte[0], "corrupt_file");
        levels("2^31 bytes of them", Pages.little(Integer.MAX_VALUE), "corrupt_file");
        levels("less than no bytes of them", Pages.little(-1), "corrupt_file");
        levels(
                "a number without end",
                Pages.levels(Pages.bytes(255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255)),
                "corrupt_file");
    }

    /// Rows of a list of structs of two texts, all of them required but the list.
    private static ParquetFile pairs() {
        return new ParquetFile(1)
                .group("messages", OPTIONAL, 1, ParquetCases.LIST)
                .group("list", REPEATED, 1, -1)
                .group("element", REQUIRED, 2, -1)
                .leaf("role", BYTE_ARRAY, REQUIRED, UTF8)
                .leaf("content", BYTE_ARRAY, REQUIRED, UTF8);
    }

    private static Chunk elements(int count, byte[] repetitions, byte[] definitions) {
        var texts = new String[count];
        Arrays.fill(texts, "a");
        return new Chunk(
                BYTE_ARRAY,
                count,
                Pages.data(
                        count,
                        0,
                        Pages.joined(
                                Pages.levels(repetitions),
                                Pages.levels(definitions),
                                Pages.texts(texts))));
    }

    private void lists() {
        var two = elements(2, Pages.joined(Pages.run(1, 0), Pages.run(1, 1)), Pages.run(2, 2));
        var rows = elements(2, Pages.run(2, 0), Pages.run(2, 2));
        var odd = elements(2, Pages.run(2, 1), Pages.run(2, 2));
        var three = elements(3, Pages.joined(Pages.run(1, 0), Pages.run(2, 1)), Pages.run(3, 2));
        var none = elements(2, Pages.joined(Pages.run(1, 0), Pages.run(1, 1)), Pages.run(2, 0));
        var empty = elements(2, Pages.joined(Pages.run(1, 0), Pages.run(1, 1)), Pages.run(2, 1));
        add("a row that begins within one", pairs().rows(1, odd, odd).bytes(), "corrupt_file");
        add("a list of two and of three", pairs().rows(1, two, three).bytes(), "corrupt_file");
        add("a list of two, and two rows", pairs().rows(1, two, rows).bytes(), "corrupt_file");
        add("two rows, and a list of two", pairs().rows(2, rows, two).bytes(), "corrupt_file");
        add("a list that is nothing elsewhere", pairs().rows(1, two, none).bytes(), "corrupt_file");
        add("nothing that is a list elsewhere", pairs().rows(1, none, two).bytes(), "corrupt_file");
        add("an empty list that goes on", pairs().rows(1, empty, empty).bytes(), "corrupt_file");
        add("nothing that goes on", pairs().rows(1, none, none).bytes(), "corrupt_file");
        add(
                "an empty list that is nothing elsewhere",
                pairs().rows(1, empty, none).bytes(),
                "corrupt_file");
    }

    private void row(String name, ParquetFile file, String code, long line, long offset) {
        cases.add(HostileCase.of("row: " + name, file.bytes(), code, line, offset));
    }

    private void column(String name, int type, int converted, int length, byte[] bad, String code) {
        var file =
                new ParquetFile(2)
                        .leaf("text", BYTE_ARRAY, REQUIRED, UTF8)
                        .element(leaf ->
                                leaf.integer(1, type)
                                        .integer(2, length)
                                        .integer(3, 0)
                                        .text(4, "n")
                                        .integer(6, converted));
        row(
                name,
                file.rows(1, ParquetCases.chunk("a"), new Chunk(type, 1, Pages.data(1, 0, bad))),
                code,
                1,
                0);
    }

    private void rows() {
        var first = "{\"text\":\"a\"}\n".length();
        var bad =
                Pages.joined(
                        Pages.texts("a"), Pages.text(Pages.bytes(0xC3, '(')), Pages.texts("b"));
        row(
                "not UTF-8",
                ParquetPageCases.texts().rows(3, new Chunk(BYTE_ARRAY, 3, Pages.data(3, 0, bad))),
                "invalid_utf8",
                2,
                first);
        row(
                "a NUL",
                ParquetPageCases.texts().rows(2, ParquetCases.chunk("a", "b\0")),
                "nul_character",
                2,
                first);
        row(
                "2 MiB",
                ParquetPageCases.texts()
                        .rows(3, ParquetCases.chunk("a", "x".repeat(2 * MEBIBYTE), "b")),
                "row_too_long",
                2,
                first);
        row(
                "a mebibyte with what JSON needs",
                ParquetPageCases.texts().rows(2, ParquetCases.chunk("a", "x".repeat(MEBIBYTE - 5))),
                "row_too_long",
                2,
                first);
        row(
                "half a mebibyte of quotes",
                ParquetPageCases.texts()
                        .rows(2, ParquetCases.chunk("a", "\"".repeat(MEBIBYTE / 2))),
                "row_too_long",
                2,
                first);
        row(
                "an empty text",
                ParquetPageCases.texts().rows(2, ParquetCases.chunk("a", "")),
                "empty_field",
                2,
                first);
        int json = 19;
        column("JSON that is none", BYTE_ARRAY, json, 0, Pages.texts("{a"), "malformed_json");
        column(
                "JSON with a name twice",
                BYTE_ARRAY,
                json,
                0,
                Pages.texts("{\"a\":1,\"a\":2}"),
                "duplicate_key");
        column(
                "JSON of 100,000 levels",
                BYTE_ARRAY,
                json,
                0,
                Pages.texts("[".repeat(100_000)),
                "nested_too_deep");
        column(
                "a decimal of 100 kB",
                BYTE_ARRAY,
                5,
                0,
                Pages.text(new byte[100_000]),
                "number_out_of_range");
        column(
                "a time beyond the day",
                ParquetFile.INT32,
                7,
                0,
                Pages.little(Integer.MAX_VALUE),
                "number_out_of_range");
        column(
                "bytes of a fixed length",
                ParquetFile.FIXED_LEN_BYTE_ARRAY,
                UTF8,
                2,
                Pages.bytes(0xFF, 0xFE),
                "invalid_utf8");
    }
}
