package dev.hone.datasets.hostile;

import static dev.hone.datasets.parquet.ParquetFile.BYTE_ARRAY;
import static dev.hone.datasets.parquet.ParquetFile.REQUIRED;

import dev.hone.datasets.parquet.Pages;
import dev.hone.datasets.parquet.ParquetFile;
import dev.hone.datasets.parquet.ParquetFile.Chunk;
import dev.hone.datasets.parquet.ThriftWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Parquet whose pages lie of themselves or of their values.
final class ParquetPageCases {
    private static final int UTF8 = ParquetCases.UTF8;

    private final List<HostileCase> cases = new ArrayList<>();

    static List<HostileCase> all() {
        var all = new ParquetPageCases();
        all.headers();
        all.plainValues();
        all.dictionaries();
        all.encodings();
        return all.cases;
    }

    private void add(String name, byte[] bytes, String code) {
        cases.add(HostileCase.anywhere("page: " + name, bytes, code));
    }

    /// Two rows of a required text.
    private void page(String name, byte[] page, String code) {
        add(name, texts().rows(2, new Chunk(BYTE_ARRAY, 2, page)).bytes(), code);
    }

    static ParquetFile texts() {
        return new ParquetFile(1).leaf("text", BYTE_ARRAY, REQUIRED, UTF8);
    }

    static byte[] good() {
        return Pages.texts("a", "b");
    }

    private static void data(ThriftWriter header) {
        header.struct(5, it -> it.integer(1, 2).integer(2, 0).integer(3, 3).integer(4, 3));
    }

    private void headers() {
        var good = good();
        page("a header of nothing", new byte[0], "corrupt_file");
        page("half a header", Arrays.copyOf(Pages.data(2, 0, good), 5), "corrupt_file");
        page(
                "less than no bytes",
                Pages.page(0, good.length, -1, good, ParquetPageCases::data),
                "corrupt_file");
        page(
                "less than no bytes unpacked",
                Pages.page(0, -1, good.length, good, ParquetPageCases::data),
                "corrupt_file");
        page(
                "more bytes than the column",
                Pages.page(0, good.length, 100_000, good, ParquetPageCases::data),
                "corrupt_file");
        page("a byte more than there is", Pages.data(2, 0, good.length + 1L, good), "corrupt_file");
        page("a byte less than there is", Pages.data(2, 0, good.length - 1L, good), "corrupt_file");
        page("2^31 values", Pages.data(Integer.MAX_VALUE, 0, good), "corrupt_file");
        page("less than no values", Pages.data(-1, 0, good), "corrupt_file");
        page("no values", Pages.data(0, 0, good), "corrupt_file");
        page("a value too few", Pages.data(1, 0, good), "corrupt_file");
        page(
                "no header of its kind",
                Pages.page(0, good.length, good.length, good, _ -> {}),
                "corrupt_file");
        page("of no kind", Pages.page(9, good.length, good.length, good, _ -> {}), "corrupt_file");
        page(
                "another checksum",
                Pages.page(0, good.length, good.length, 7, good, ParquetPageCases::data),
                "corrupt_file");
        page("no known encoding", Pages.data(2, 77, good), "format_not_supported");
        page(
                "levels of 2012",
                Pages.page(
                        0,
                        good.length,
                        good.length,
                        good,
                        it ->
                                it.struct(
                                        5,
                                        data ->
                                                data.integer(1, 2)
                                                        .integer(2, 0)
                                                        .integer(3, 4)
                                                        .integer(4, 3))),
                "format_not_supported");
        page("v2: levels longer than the page", Pages.v2(2, 0, 1_000, 0, good), "corrupt_file");
        page("v2: levels of less than nothing", Pages.v2(2, 0, -1, 0, good), "corrupt_file");
        page(
                "v2: 2^31 levels twice",
                Pages.v2(2, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, good),
                "corrupt_file");
    }

    private void plainValues() {
        page(
                "a text of 2^31 bytes",
                Pages.data(2, 0, Pages.joined(Pages.texts("a"), Pages.little(Integer.MAX_VALUE))),
                "corrupt_file");
        page(
                "a text of less than nothing",
                Pages.data(2, 0, Pages.joined(Pages.texts("a"), Pages.little(-1))),
                "corrupt_file");
        page(
                "half the length of a text",
                Pages.data(2, 0, Pages.joined(Pages.texts("a"), new byte[2])),
                "corrupt_file");
        page("one text of two", Pages.data(2, 0, Pages.texts("a")), "corrupt_file");
    }

    private void dictionary(String name, byte[] dictionary, byte[] indices, String code) {
        page(name, Pages.joined(dictionary, Pages.data(2, Pages.RLE_DICTIONARY, indices)), code);
    }

    private void encodings() {
        var huge = new ThriftWriter().varint(128).varint(4).varint(1L << 40).varint(0).bytes();
        page("2^40 lengths", Pages.data(2, Pages.DELTA_LENGTH_BYTE_ARRAY, huge), "corrupt_file");
        page(
                "blocks of nothing",
                Pages.data(2, Pages.DELTA_LENGTH_BYTE_ARRAY, Pages.bytes(0, 0, 2, 0)),
                "corrupt_file");
        page(
                "blocks of 2^40",
                Pages.data(
                        2,
                        Pages.DELTA_LENGTH_BYTE_ARRAY,
                        new ThriftWriter().varint(1L << 40).varint(4).varint(2).varint(0).bytes()),
                "corrupt_file");
        page(
                "deltas of 200 bits",
                Pages.data(
                        2, Pages.DELTA_LENGTH_BYTE_ARRAY, Pages.bytes(8, 1, 2, 0, 0, 200, 1, 2, 3)),
                "corrupt_file");
        page(
                "lengths of less than nothing",
                Pages.data(2, Pages.DELTA_LENGTH_BYTE_ARRAY, Pages.bytes(8, 1, 2, 1, 0, 0)),
                "corrupt_file");
        page(
                "lengths beyond the page",
                Pages.data(
                        2, Pages.DELTA_LENGTH_BYTE_ARRAY, Pages.bytes(8, 1, 2, 8, 0, 0, 'a', 'b')),
                "corrupt_file");
        page(
                "a start longer than the text before",
                Pages.data(
                        2,
                        Pages.DELTA_BYTE_ARRAY,
                        Pages.bytes(8, 1, 2, 2, 0, 0, 8, 1, 2, 2, 0, 0, 'a', 'b')),
                "corrupt_file");
        page(
                "texts split in bytes",
                Pages.data(2, Pages.BYTE_STREAM_SPLIT, good()),
                "format_not_supported");
        page(
                "texts as deltas",
                Pages.data(2, Pages.DELTA_BINARY_PACKED, good()),
                "format_not_supported");
        page("texts as runs", Pages.data(2, Pages.RLE, good()), "format_not_supported");
    }

    private void dictionaries() {
        var dictionary = Pages.dictionary(2, good());
        var both = Pages.bytes(1, 3, 0b10);
        page("no dictionary", Pages.data(2, Pages.RLE_DICTIONARY, both), "corrupt_file");
        dictionary("two dictionaries", Pages.joined(dictionary, dictionary), both, "corrupt_file");
        dictionary(
                "a dictionary of 2^31 values",
                Pages.dictionary(Integer.MAX_VALUE, good()),
                both,
                "corrupt_file");
        dictionary(
                "a dictionary of 3 values that has 2",
                Pages.dictionary(3, good()),
                both,
                "corrupt_file");
        dictionary(
                "a dictionary of less than nothing",
                Pages.dictionary(-1, good()),
                both,
                "corrupt_file");
        dictionary(
                "a dictionary that is cut",
                Pages.dictionary(2, Pages.joined(Pages.texts("a"), Pages.little(9))),
                both,
                "corrupt_file");
        dictionary(
                "value 200 of a dictionary of 2",
                dictionary,
                Pages.bytes(8, 4, 200),
                "corrupt_file");
        dictionary(
                "value -1 of a dictionary",
                dictionary,
                Pages.bytes(32, 4, 255, 255, 255, 255),
                "corrupt_file");
        dictionary(
                "indices of 33 bits",
                dictionary,
                Pages.bytes(33, 4, 0, 0, 0, 0, 0),
                "corrupt_file");
        dictionary("no indices", dictionary, Pages.bytes(1), "corrupt_file");
        dictionary(
                "an index in a run of 2^63",
                dictionary,
                Pages.joined(Pages.bytes(1), new ThriftWriter().varint(-2).bytes(), Pages.bytes(9)),
                "corrupt_file");
    }
}
