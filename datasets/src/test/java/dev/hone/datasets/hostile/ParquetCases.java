package dev.hone.datasets.hostile;

import static dev.hone.datasets.parquet.ParquetFile.BYTE_ARRAY;
import static dev.hone.datasets.parquet.ParquetFile.REQUIRED;

import dev.hone.datasets.parquet.Fixtures;
import dev.hone.datasets.parquet.Pages;
import dev.hone.datasets.parquet.ParquetFile;
import dev.hone.datasets.parquet.ParquetFile.Chunk;
import dev.hone.datasets.sample.Files;
import dev.hone.protocol.Container;
import dev.hone.protocol.DatasetFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Parquet that is cut off or damaged, whose columns are not where they are said to be, or that is
/// not read.
final class ParquetCases {
    private final List<HostileCase> cases = new ArrayList<>();

    static List<HostileCase> all() throws IOException {
        var all = new ParquetCases();
        all.ends();
        all.damaged();
        all.groups();
        all.places();
        all.refused();
        return all.cases;
    }

    static final int UTF8 = 0;

    static final int LIST = 3;

    private static final int CUTS = 25;

    /// Two rows of a prompt and a completion, neither of them packed.
    static ParquetFile good() {
        return columns().rows(2, chunk("a", "b"), chunk("c", "d"));
    }

    static ParquetFile columns() {
        return new ParquetFile(2)
                .leaf("prompt", BYTE_ARRAY, REQUIRED, UTF8)
                .leaf("completion", BYTE_ARRAY, REQUIRED, UTF8);
    }

    static Chunk chunk(String... texts) {
        return new Chunk(BYTE_ARRAY, texts.length, Pages.data(texts.length, 0, Pages.texts(texts)));
    }

    private void add(String name, byte[] bytes, String code) {
        cases.add(HostileCase.anywhere("Parquet: " + name, bytes, code));
    }

    private void add(String name, Consumer<ParquetFile> lie, String code) {
        var file = good();
        lie.accept(file);
        add(name, file.bytes(), code);
    }

    private static byte[] latin(String text) {
        return text.getBytes(Bad.LATIN);
    }

    private void ends() throws IOException {
        add("its mark alone", latin("PAR1"), "truncated_file");
        add("its mark twice", latin("PAR1PAR1"), "truncated_file");
        add("no footer", latin("PAR1\0\0\0\0PAR1"), "corrupt_file");
        add("a footer of nothing", latin("PAR1\0\1\0\0\0PAR1"), "corrupt_file");
        add("another mark at its end", it -> it.last = "PARX", "truncated_file");
        add("encrypted", it -> it.first = it.last = "PARE", "format_not_supported");
        add("an encrypted footer", it -> it.last = "PARE", "format_not_supported");
        add("nothing but zeros", Arrays.copyOf(latin("PAR1"), 1 << 20), "truncated_file");
        for (var packed : List.of(Files.gzip(good().bytes()), Files.zstd(good().bytes()))) {
            add("packed as a whole, " + packed[0], packed, "compressed_file");
        }
        cases.add(
                given(
                        "text said to be Parquet",
                        Bad.GOOD.getBytes(Bad.LATIN),
                        Container.PARQUET,
                        "corrupt_file"));
        cases.add(
                given(
                        "gzip said to be Parquet",
                        Files.gzip(latin(Bad.GOOD)),
                        Container.PARQUET,
                        "compressed_file"));
        cases.add(
                given(
                        "Parquet said to be CSV",
                        good().bytes(),
                        Container.CSV,
                        "format_not_supported"));
    }

    private static HostileCase given(String name, byte[] bytes, Container container, String code) {
        return new HostileCase(
                name,
                new DatasetFormat(null, container, null, Map.of()),
                () -> new ByteArrayInputStream(bytes),
                code,
                1L,
                0L);
    }

    private void damaged() throws IOException {
        var whole = java.nio.file.Files.readAllBytes(Fixtures.file("chat-default.parquet"));
        for (int cut = 0; cut < CUTS; cut++) {
            int length = 12 + (whole.length - 13) * cut / (CUTS - 1);
            add(
                    "cut after %d of %d bytes".formatted(length, whole.length),
                    Arrays.copyOf(whole, length),
                    "truncated_file");
        }
        var texts = new String[100];
        Arrays.setAll(texts, index -> "text " + index);
        var content = Pages.texts(texts);
        for (int flip = 0; flip < CUTS; flip++) {
            var broken = content.clone();
            int position = content.length * flip / CUTS;
            broken[position] ^= 0x15;
            add(
                    "byte %d of a page changed".formatted(position),
                    new ParquetFile(1)
                            .leaf("text", BYTE_ARRAY, REQUIRED, UTF8)
                            .rows(100, new Chunk(BYTE_ARRAY, 100, checked(content, broken)))
                            .bytes(),
                    "corrupt_file");
        }
    }

    /// With the checksum of what it should hold.
    private static byte[] checked(byte[] content, byte[] broken) {
        var sum = new CRC32();
        sum.update(content);
        return Pages.page(
                0,
                broken.length,
                broken.length,
                (int) sum.getValue(),
                broken,
                header ->
                        header.struct(
                                5,
                                it ->
                                        it.integer(1, 100)
                                                .integer(2, 0)
                                                .integer(3, 3)
                                                .integer(4, 3)));
    }

    private void groups() {
        add(
                "row group: less than no rows",
                columns().rows(-1, chunk("a"), chunk("b")).bytes(),
                "corrupt_file");
        add(
                "row group: 2^62 rows",
                columns().rows(1L << 62, chunk("a"), chunk("b")).bytes(),
                "corrupt_file");
        add(
                "row group: more rows than values",
                columns().rows(3, chunk("a", "b"), chunk("c", "d")).bytes(),
                "corrupt_file");
        add(
                "row group: fewer rows than values",
                columns().rows(1, chunk("a", "b"), chunk("c", "d")).bytes(),
                "corrupt_file");
        add("row group: a column too few", columns().rows(1, chunk("a")).bytes(), "corrupt_file");
        add(
                "row group: a column too many",
                columns().rows(1, chunk("a"), chunk("b"), chunk("c")).bytes(),
                "corrupt_file");
        add(
                "row group: another type",
                columns()
                        .rows(
                                1,
                                chunk("a"),
                                new Chunk(ParquetFile.INT32, 1, Pages.data(1, 0, new byte[4])))
                        .bytes(),
                "corrupt_file");
        add(
                "row group: less than no values",
                columns().rows(0, new Chunk(BYTE_ARRAY, -1), chunk()).bytes(),
                "corrupt_file");
    }

    private void place(String name, @Nullable Long start, @Nullable Long bytes) {
        var lying = chunk("c", "d");
        lying.start = start;
        lying.bytes = bytes;
        add("place: " + name, columns().rows(2, chunk("a", "b"), lying).bytes(), "corrupt_file");
    }

    private void places() {
        place("behind the file", 1L << 40, null);
        place("before the file", -5L, null);
        place("in its mark", 0L, null);
        place("in the column before", 4L, null);
        place("in the footer", 120L, null);
        place("a column of 2^63 bytes", null, Long.MAX_VALUE);
        place("a column of less than nothing", null, -1L);
        place("a column of a byte", null, 1L);
        place("a column of no bytes", null, 0L);
        var again = chunk("c", "d");
        again.start = 4L;
        var first = chunk("a", "b");
        first.start = 4L;
        add(
                "place: a row group where another is",
                columns().rows(2, chunk("a", "b"), chunk("c", "d")).rows(2, first, again).bytes(),
                "corrupt_file");
    }

    private void refused(String name, Consumer<Chunk> lie) {
        var chunk = chunk("c", "d");
        lie.accept(chunk);
        add(name, columns().rows(2, chunk("a", "b"), chunk).bytes(), "format_not_supported");
    }

    private void refused() {
        for (int codec : new int[] {3, 4, 5, 8}) {
            refused("codec number " + codec, it -> it.codec = codec);
        }
        refused("an encrypted column", it -> it.more = column -> column.struct(8, _ -> {}));
        refused(
                "a column in another file",
                it ->
                        it.more =
                                column ->
                                        column.text(1, "other.parquet")
                                                .header(3, 12)
                                                .struct(_ -> {}));
        add(
                "an encrypted column and a readable footer",
                it -> it.more = footer -> footer.struct(8, _ -> {}),
                "format_not_supported");
    }
}
