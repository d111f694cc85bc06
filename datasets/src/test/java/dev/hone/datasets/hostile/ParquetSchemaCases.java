package dev.hone.datasets.hostile;

import static dev.hone.datasets.parquet.ParquetFile.BYTE_ARRAY;
import static dev.hone.datasets.parquet.ParquetFile.OPTIONAL;
import static dev.hone.datasets.parquet.ParquetFile.REPEATED;
import static dev.hone.datasets.parquet.ParquetFile.REQUIRED;

import dev.hone.datasets.parquet.Pages;
import dev.hone.datasets.parquet.ParquetFile;
import dev.hone.datasets.parquet.ThriftWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Parquet whose footer or schema lies.
final class ParquetSchemaCases {
    private final List<HostileCase> cases = new ArrayList<>();

    static List<HostileCase> all() {
        var all = new ParquetSchemaCases();
        all.footers();
        all.schemas();
        all.deepSchemas();
        return all.cases;
    }

    private static final int UTF8 = ParquetCases.UTF8;
    private static final int LIST = ParquetCases.LIST;

    private void add(String name, byte[] bytes, String code) {
        cases.add(HostileCase.anywhere("Parquet: " + name, bytes, code));
    }

    private void add(String name, Consumer<ParquetFile> lie, String code) {
        var file = ParquetCases.good();
        lie.accept(file);
        add(name, file.bytes(), code);
    }

    private static byte[] latin(String text) {
        return text.getBytes(Bad.LATIN);
    }

    private void footer(String name, Consumer<ThriftWriter> content) {
        var thrift = new ThriftWriter();
        content.accept(thrift);
        var bytes = thrift.bytes();
        add(
                name,
                Pages.joined(latin("PAR1"), bytes, Pages.little(bytes.length), latin("PAR1")),
                "corrupt_file");
    }

    private void footers() {
        add("a footer of 2 GiB", it -> it.footerLength = Integer.MAX_VALUE, "corrupt_file");
        add("a footer of less than nothing", it -> it.footerLength = -1, "corrupt_file");
        add("a footer longer than the file", it -> it.footerLength = 100_000, "corrupt_file");
        add("half of the footer", it -> it.footerLength = 60, "corrupt_file");
        add("ten bytes of the footer", it -> it.footerLength = 10, "corrupt_file");
        footer("a footer of 100,000 structs in each other", it -> it.raw(filled(100_000, 0x1C)));
        footer(
                "a footer of 100,000 lists in each other",
                it -> it.raw((byte) 0x59).raw(filled(100_000, 0x19)));
        footer(
                "a list of 2^62 elements",
                it -> it.header(2, ThriftWriter.LIST).raw((byte) 0xFC).varint(1L << 62));
        footer(
                "a list of 2^31 truth values",
                it -> it.header(5, ThriftWriter.LIST).raw((byte) 0xF1).varint(1L << 31));
        footer(
                "a map of 2^31 truth values",
                it -> it.header(5, 11).varint(1L << 31).raw((byte) 0x11));
        footer("a number of 20 bytes", it -> it.header(3, ThriftWriter.I64).raw(filled(20, 0xFF)));
        footer("a text of 2^40 bytes", it -> it.header(6, ThriftWriter.BINARY).varint(1L << 40));
        footer("a text of less than nothing", it -> it.header(6, ThriftWriter.BINARY).varint(-1));
        footer("a field of no kind", it -> it.header(9, 14));
        footer("a schema that is a number", it -> it.integer(2, 7).raw((byte) 0));
        footer(
                "a schema of numbers",
                it -> it.list(2, ThriftWriter.I32, 1).varint(2).raw((byte) 0));
        footer("no schema", it -> it.wide(3, 1).raw((byte) 0));
        add("more rows than its row groups have", it -> it.rows = 3L, "corrupt_file");
        add("fewer rows than its row groups have", it -> it.rows = 1L, "corrupt_file");
    }

    private static byte[] filled(int length, int value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private void schema(String name, ParquetFile file, String code) {
        add(
                "schema: " + name,
                file.rows(1, ParquetCases.chunk("a"), ParquetCases.chunk("b")).bytes(),
                code);
    }

    private void schemas() {
        schema(
                "more members than there are",
                new ParquetFile(3).leaf("text", BYTE_ARRAY, REQUIRED, UTF8),
                "corrupt_file");
        schema(
                "2^31 members",
                new ParquetFile(Integer.MAX_VALUE).leaf("text", BYTE_ARRAY, REQUIRED, UTF8),
                "corrupt_file");
        schema(
                "less than no members",
                new ParquetFile(-1).leaf("text", BYTE_ARRAY, REQUIRED, UTF8),
                "corrupt_file");
        schema(
                "elements that belong to nothing",
                new ParquetFile(1)
                        .leaf("text", BYTE_ARRAY, REQUIRED, UTF8)
                        .leaf("more", BYTE_ARRAY, REQUIRED, UTF8),
                "corrupt_file");
        schema("a root without members", new ParquetFile(0), "corrupt_file");
        schema(
                "a group without members",
                new ParquetFile(1).group("text", REQUIRED, 0, -1),
                "corrupt_file");
        schema(
                "a type of no number",
                new ParquetFile(1).leaf("text", 8, REQUIRED, UTF8),
                "corrupt_file");
        schema(
                "a repetition of no number",
                new ParquetFile(1).leaf("text", BYTE_ARRAY, 3, UTF8),
                "corrupt_file");
        schema(
                "a fixed length of 0",
                new ParquetFile(1).leaf("text", ParquetFile.FIXED_LEN_BYTE_ARRAY, REQUIRED, UTF8),
                "corrupt_file");
        schema(
                "a name of 2 kB",
                new ParquetFile(1).leaf("n".repeat(2_000), BYTE_ARRAY, REQUIRED, UTF8),
                "corrupt_file");
        schema(
                "two columns of one name",
                new ParquetFile(2)
                        .leaf("text", BYTE_ARRAY, REQUIRED, UTF8)
                        .leaf("text", BYTE_ARRAY, REQUIRED, UTF8),
                "duplicate_column");
        schema(
                "no known columns",
                new ParquetFile(2)
                        .leaf("a", BYTE_ARRAY, REQUIRED, UTF8)
                        .leaf("b", BYTE_ARRAY, REQUIRED, UTF8),
                "unknown_column");
        schema(
                "a list of two members",
                new ParquetFile(1)
                        .group("text", OPTIONAL, 2, LIST)
                        .leaf("a", BYTE_ARRAY, REPEATED, UTF8)
                        .leaf("b", BYTE_ARRAY, REPEATED, UTF8),
                "corrupt_file");
        schema(
                "a list of which nothing is repeated",
                new ParquetFile(1)
                        .group("text", OPTIONAL, 1, LIST)
                        .leaf("a", BYTE_ARRAY, REQUIRED, UTF8),
                "corrupt_file");
        schema(
                "a map of keys alone",
                new ParquetFile(1)
                        .group("text", OPTIONAL, 1, 1)
                        .group("map", REPEATED, 1, -1)
                        .leaf("key", BYTE_ARRAY, REQUIRED, UTF8),
                "corrupt_file");
        schema(
                "a map whose keys are structs",
                new ParquetFile(1)
                        .group("text", OPTIONAL, 1, 1)
                        .group("map", REPEATED, 2, -1)
                        .group("key", REQUIRED, 1, -1)
                        .leaf("a", BYTE_ARRAY, REQUIRED, UTF8)
                        .leaf("b", BYTE_ARRAY, REQUIRED, UTF8),
                "format_not_supported");
        schema(
                "2^31 decimals",
                new ParquetFile(1)
                        .element(it ->
                                it.integer(1, BYTE_ARRAY)
                                        .text(4, "text")
                                        .integer(6, 5)
                                        .integer(7, Integer.MAX_VALUE)),
                "corrupt_file");
    }

    private void deepSchemas() {
        var structs = new ParquetFile(1);
        var lists = new ParquetFile(1);
        var old = new ParquetFile(1);
        for (int depth = 0; depth < 5_000; depth++) {
            structs.group("text", OPTIONAL, 1, -1);
            lists.group("text", OPTIONAL, 1, LIST).group("list", REPEATED, 1, -1);
            old.group("array", REPEATED, 1, LIST);
        }
        for (var deep : List.of(structs, lists, old)) {
            schema("deep", deep.leaf("end", BYTE_ARRAY, REQUIRED, UTF8), "nested_too_deep");
        }
        var wide = new ParquetFile(1_001);
        for (int column = 0; column <= 1_000; column++) {
            wide.leaf("c" + column, BYTE_ARRAY, REQUIRED, UTF8);
        }
        schema("1,001 columns", wide, "too_many_columns");
        var groups = new ParquetFile(30_000);
        for (int group = 0; group < 30_000; group++) {
            groups.group("g" + group, REQUIRED, 1, -1);
        }
        schema("30,000 groups", groups, "too_many_columns");
    }
}
