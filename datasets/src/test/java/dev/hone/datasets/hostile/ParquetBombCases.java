package dev.hone.datasets.hostile;

import static dev.hone.datasets.parquet.ParquetFile.BYTE_ARRAY;
import static dev.hone.datasets.parquet.ParquetFile.OPTIONAL;
import static dev.hone.datasets.parquet.ParquetFile.REPEATED;
import static dev.hone.datasets.parquet.ParquetFile.REQUIRED;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import dev.hone.datasets.codec.PackedBy;
import dev.hone.datasets.parquet.Pages;
import dev.hone.datasets.parquet.ParquetFile;
import dev.hone.datasets.parquet.ParquetFile.Chunk;
import dev.hone.datasets.sample.Files;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Parquet whose pages burst, or have no end.
final class ParquetBombCases {
    private final List<HostileCase> cases = new ArrayList<>();

    static List<HostileCase> all() throws IOException {
        var all = new ParquetBombCases();
        all.bombs();
        all.packed();
        all.withoutEnd();
        return all.cases;
    }

    private static final int UTF8 = ParquetCases.UTF8;
    private static final int MEBIBYTE = 1 << 20;

    private void add(String name, byte[] bytes, String code) {
        cases.add(HostileCase.anywhere("page: " + name, bytes, code));
    }

    private void packed(String name, int codec, byte[] page, String code) {
        add(
                name,
                ParquetPageCases.texts()
                        .rows(2, new Chunk(BYTE_ARRAY, 2, page).packed(codec))
                        .bytes(),
                code);
    }

    @SuppressWarnings("ArrayRecordComponent") // is never compared
    private record Packing(String name, int codec, byte[] zeros, byte[] good) {}

    private static List<Packing> packings(int zeros) throws IOException {
        var good = ParquetPageCases.good();
        return List.of(
                new Packing(
                        "snappy",
                        ParquetFile.SNAPPY,
                        PackedBy.snappyRun(zeros, 0),
                        PackedBy.snappyLiteral(good)),
                new Packing(
                        "gzip", ParquetFile.GZIP, Files.gzip(new byte[zeros]), Files.gzip(good)),
                new Packing(
                        "zstd",
                        ParquetFile.ZSTD,
                        Zstd.compress(new byte[zeros]),
                        Zstd.compress(good)),
                new Packing(
                        "lz4",
                        ParquetFile.LZ4_RAW,
                        PackedBy.lz4Run(zeros, 0),
                        PackedBy.lz4Literal(good)));
    }

    /// 16 MiB of zeros are two empty texts, and what nobody asked for. Snappy makes at most 21
    /// times as much of its bytes, so it needs a lie to burst.
    private void bombs() throws IOException {
        int zeros = 16 * MEBIBYTE;
        for (var by : packings(zeros)) {
            var name = by.name();
            boolean mild = by.zeros().length * 100L > zeros;
            packed(
                    name + " of 16 MiB",
                    by.codec(),
                    Pages.data(2, 0, zeros, by.zeros()),
                    mild ? "no_usable_rows" : "expands_too_much");
            packed(
                    name + " of 16 MiB, said to be 8 bytes",
                    by.codec(),
                    Pages.data(2, 0, 8, by.zeros()),
                    "corrupt_file");
            packed(
                    name + " of 16 MiB as a dictionary",
                    by.codec(),
                    Pages.dictionary(2, zeros, by.zeros()),
                    mild ? "corrupt_file" : "expands_too_much");
            packed(
                    name + ", said to be 2 GiB",
                    by.codec(),
                    Pages.data(2, 0, Integer.MAX_VALUE, by.good()),
                    "expands_too_much");
        }
    }

    private void packed() throws IOException {
        for (var by : packings(100)) {
            var name = by.name();
            var good = by.good();
            packed(
                    name + " of nothing",
                    by.codec(),
                    Pages.data(2, 0, 10, new byte[0]),
                    "corrupt_file");
            packed(
                    name + " cut",
                    by.codec(),
                    Pages.data(2, 0, 10, Arrays.copyOf(good, good.length - 1)),
                    "corrupt_file");
            packed(
                    name + " of rubbish",
                    by.codec(),
                    Pages.data(2, 0, 10, "rubbish, rubbish".getBytes(UTF_8)),
                    "corrupt_file");
            packed(
                    name + " with more than is said",
                    by.codec(),
                    Pages.data(2, 0, 9, good),
                    "corrupt_file");
            packed(
                    name + " with less than is said",
                    by.codec(),
                    Pages.data(2, 0, 11, good),
                    "corrupt_file");
        }
    }

    /// A few bytes that stand for more than anybody can wait for.
    private void withoutEnd() {
        int many = Integer.MAX_VALUE;
        var nothing = Pages.data(many, 0, Pages.levels(Pages.run(many, 0)));
        var optional = new ParquetFile(1).leaf("text", BYTE_ARRAY, OPTIONAL, UTF8);
        add(
                "2^31 rows of nothing",
                optional.rows(many, new Chunk(BYTE_ARRAY, many, nothing)).bytes(),
                "expands_too_much");
        var inList = elementsOfNothing(many);
        add("a list of 2^31 times nothing", list().rows(1, inList).bytes(), "expands_too_much");
        int rows = 2_000_000;
        var shared = Pages.dictionary(1, Pages.texts("x y ".repeat(1_250)));
        var indices =
                Pages.data(
                        rows,
                        Pages.RLE_DICTIONARY,
                        Pages.joined(Pages.bytes(1), Pages.run(rows, 0)));
        add(
                "2,000,000 rows of one text of 5 kB",
                ParquetPageCases.texts()
                        .rows(rows, new Chunk(BYTE_ARRAY, rows, shared, indices))
                        .bytes(),
                "expands_too_much");
        add(
                "2^31 empty pages",
                ParquetPageCases.texts().rows(2, new Chunk(BYTE_ARRAY, 2, emptyPages())).bytes(),
                "corrupt_file");
        add(
                "200 columns with dictionaries of a mebibyte",
                dictionaries(200).bytes(),
                "expands_too_much");
    }

    private static byte[] emptyPages() {
        var page = Pages.data(0, 0, new byte[0]);
        var pages = new byte[page.length * 100_000];
        for (int index = 0; index < pages.length; index++) {
            pages[index] = page[index % page.length];
        }
        return pages;
    }

    private static ParquetFile list() {
        return new ParquetFile(1)
                .group("text", OPTIONAL, 1, ParquetCases.LIST)
                .group("list", REPEATED, 1, -1)
                .leaf("element", BYTE_ARRAY, OPTIONAL, UTF8);
    }

    private static Chunk elementsOfNothing(int many) {
        return new Chunk(
                BYTE_ARRAY,
                many,
                Pages.data(
                        many,
                        0,
                        Pages.joined(
                                Pages.levels(
                                        Pages.joined(Pages.run(1, 0), Pages.run(many - 1L, 1))),
                                Pages.levels(Pages.run(many, 2)))));
    }

    private static ParquetFile dictionaries(int columns) {
        var file = new ParquetFile(columns);
        var chunks = new Chunk[columns];
        var page =
                Pages.joined(
                        Pages.dictionary(
                                1, MEBIBYTE, Zstd.compress(Pages.texts("x".repeat(MEBIBYTE - 4)))),
                        Pages.data(
                                1, Pages.RLE_DICTIONARY, 3, Zstd.compress(Pages.bytes(1, 2, 0))));
        for (int column = 0; column < columns; column++) {
            file.leaf(column == 0 ? "text" : "c" + column, BYTE_ARRAY, REQUIRED, UTF8);
            chunks[column] = new Chunk(BYTE_ARRAY, 1, page).packed(ParquetFile.ZSTD);
        }
        return file.rows(1, chunks);
    }
}
