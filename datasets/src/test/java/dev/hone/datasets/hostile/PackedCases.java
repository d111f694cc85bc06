package dev.hone.datasets.hostile;

import static dev.hone.datasets.hostile.Bad.GOOD;
import static dev.hone.datasets.hostile.Bad.LATIN;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import dev.hone.datasets.sample.Files;
import dev.hone.protocol.Compression;
import dev.hone.protocol.DatasetFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Gzip and zstd that are cut off, damaged, or made to burst.
final class PackedCases {
    private static final int CUTS = 20;

    private final List<HostileCase> cases = new ArrayList<>();

    static List<HostileCase> all() throws IOException {
        var all = new PackedCases();
        var rows = rows();
        all.damaged("gzip", Files.gzip(rows));
        all.damaged("zstd", checked(rows));
        all.bombs();
        all.headers();
        return all.cases;
    }

    /// Rows that do not pack well, so that there is something to cut.
    private static byte[] rows() {
        var random = new Random(4);
        var rows = new StringBuilder();
        for (int row = 0; row < 2_000; row++) {
            rows.append(GOOD.replace("b", Long.toHexString(random.nextLong()))).append('\n');
        }
        return rows.toString().getBytes(LATIN);
    }

    private static byte[] checked(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zstd = new ZstdOutputStream(packed).setChecksum(true)) {
            zstd.write(bytes);
        }
        return packed.toByteArray();
    }

    private void damaged(String name, byte[] whole) {
        for (int cut = 1; cut <= CUTS; cut++) {
            int length = 20 + (whole.length - 21) * cut / CUTS;
            var start = java.util.Arrays.copyOf(whole, length);
            cases.add(
                    HostileCase.anywhere(
                            "%s cut after %d of %d bytes".formatted(name, length, whole.length),
                            start,
                            "truncated_file"));
        }
        for (int flip = 1; flip <= CUTS; flip++) {
            var broken = whole.clone();
            int position = 20 + (whole.length - 21) * flip / CUTS;
            broken[position] ^= (byte) 0x55;
            cases.add(
                    HostileCase.anywhere(
                            "%s with byte %d of %d changed".formatted(name, position, whole.length),
                            broken,
                            "corrupt_file|truncated_file"));
        }
        cases.add(
                HostileCase.anywhere(
                        name + " with rubbish behind it",
                        Files.joined(whole, "rubbish".getBytes(LATIN)),
                        "corrupt_file|truncated_file"));
    }

    private void bombs() throws IOException {
        var zeros = new byte[16 << 20];
        var lines = (GOOD + "\n").repeat(400_000).getBytes(LATIN);
        cases.add(HostileCase.anywhere("gzip of zeros", Files.gzip(zeros), "expands_too_much"));
        cases.add(HostileCase.anywhere("gzip of one row", Files.gzip(lines), "expands_too_much"));
        cases.add(HostileCase.anywhere("zstd of zeros", Zstd.compress(zeros), "expands_too_much"));
        cases.add(
                HostileCase.anywhere("zstd of one row", Zstd.compress(lines), "expands_too_much"));
        var twice = Files.gzip(Files.gzip(zeros));
        cases.add(HostileCase.anywhere("gzip in gzip", twice, "compressed_file"));
        cases.add(
                HostileCase.anywhere(
                        "zstd in gzip", Files.gzip(Zstd.compress(lines)), "compressed_file"));
        cases.add(
                HostileCase.anywhere(
                        "gzip in zstd", Zstd.compress(Files.gzip(lines)), "compressed_file"));
        cases.add(
                HostileCase.anywhere(
                        "zip in gzip",
                        Files.gzip("PK\u0003\u0004 and more".getBytes(LATIN)),
                        "compressed_file"));
        cases.add(many(Files.gzip(new byte[0])));
    }

    private static HostileCase many(byte[] member) {
        var members = new byte[member.length * 200_000];
        for (int index = 0; index < members.length; index++) {
            members[index] = member[index % member.length];
        }
        return HostileCase.anywhere("200,000 empty members of gzip", members, "empty_file");
    }

    private void header(String name, Compression compression, InputStream more, int... start)
            throws IOException {
        var bytes = new byte[start.length];
        for (int index = 0; index < start.length; index++) {
            bytes[index] = (byte) start[index];
        }
        var behind = more.readAllBytes();
        cases.add(
                new HostileCase(
                        name,
                        new DatasetFormat(compression, null, null, Map.of()),
                        () -> new ByteArrayInputStream(Files.joined(bytes, behind)),
                        "corrupt_file|truncated_file",
                        1L,
                        0L));
    }

    private void headers() throws IOException {
        var nothing = InputStream.nullInputStream();
        header("gzip: two bytes", Compression.GZIP, nothing, 0x1F, 0x8B);
        header(
                "gzip: another method",
                Compression.GZIP,
                nothing,
                0x1F,
                0x8B,
                7,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
        header(
                "gzip: reserved flags",
                Compression.GZIP,
                nothing,
                0x1F,
                0x8B,
                8,
                0xE0,
                0,
                0,
                0,
                0,
                0,
                0);
        header(
                "gzip: extra of 64 KiB",
                Compression.GZIP,
                nothing,
                0x1F,
                0x8B,
                8,
                4,
                0,
                0,
                0,
                0,
                0,
                0,
                255,
                255);
        header(
                "gzip: a reserved block",
                Compression.GZIP,
                nothing,
                0x1F,
                0x8B,
                8,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                7,
                0);
        header("not gzip", Compression.GZIP, new ByteArrayInputStream(GOOD.getBytes(LATIN)));
        header("not zstd", Compression.ZSTD, new ByteArrayInputStream(GOOD.getBytes(LATIN)));
        header("zstd: four bytes", Compression.ZSTD, nothing, 0x28, 0xB5, 0x2F, 0xFD);
        header(
                "zstd: reserved bit",
                Compression.ZSTD,
                nothing,
                0x28,
                0xB5,
                0x2F,
                0xFD,
                8,
                0,
                0,
                0,
                0);
        header(
                "zstd: a window of 3 TB",
                Compression.ZSTD,
                nothing,
                0x28,
                0xB5,
                0x2F,
                0xFD,
                0,
                0xFF,
                1,
                0,
                0,
                0);
        header(
                "zstd: a reserved block",
                Compression.ZSTD,
                nothing,
                0x28,
                0xB5,
                0x2F,
                0xFD,
                0,
                0x58,
                7,
                0,
                0);
        cases.add(
                new HostileCase(
                        "gzip: a file name of 300 MB",
                        DatasetFormat.DETECT,
                        () ->
                                Endless.of(
                                        new byte[] {0x1F, (byte) 0x8B, 8, 8, 0, 0, 0, 0, 0, 0},
                                        "n",
                                        300_000_000,
                                        new byte[0]),
                        "truncated_file",
                        1L,
                        0L));
    }
}
