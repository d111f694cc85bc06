package dev.hone.datasets.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.parquet.ParquetRows;
import dev.hone.protocol.Compression;
import dev.hone.protocol.Container;
import dev.hone.protocol.DatasetFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Tells by its first bytes how a file is written.
final class Detection {
    static final char TAB = '\t';
    private static final List<Character> CSV_SEPARATORS = List.of(',', ';', '|');
    private static final List<Character> ALL_SEPARATORS = List.of(',', TAB, ';', '|');
    private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

    /// @param separator of a table's cells; without meaning in JSON
    record Found(Container container, char separator) {}

    private Detection() {}

    static Compression compression(byte[] head) {
        if (startsWith(head, (byte) 0x1F, (byte) 0x8B)) {
            return Compression.GZIP;
        }
        return startsWith(head, ZSTD) ? Compression.ZSTD : Compression.NONE;
    }

    /// A file of another kind is told as one fault, not as a fault in each of its rows.
    static Optional<Fault> foreign(byte[] head, DatasetFormat format) {
        if (compression(head) != Compression.NONE) {
            return Optional.of(
                    Fault.ofRow(
                            FaultCode.COMPRESSED_FILE,
                            "the content is packed once more; a file may be packed once, and is"
                                    + " not to be given compression none"));
        }
        if (startsWith(head, (byte) 'P', (byte) 'K', (byte) 3, (byte) 4)
                || startsWith(head, "BZh".getBytes(UTF_8))
                || startsWith(head, (byte) 0xFD, (byte) '7', (byte) 'z', (byte) 'X', (byte) 'Z')) {
            return Optional.of(
                    Fault.ofRow(
                            FaultCode.COMPRESSED_FILE,
                            "the file is packed as zip, bzip2 or xz; pack it with gzip or zstd, or"
                                    + " not at all"));
        }
        if (isParquet(head)) {
            return Optional.of(
                    format.compression() == Compression.NONE ? givenOtherwise() : packedParquet());
        }
        return isUtf16(head)
                ? Optional.of(
                        Fault.ofRow(FaultCode.NOT_UTF8, "the file is UTF-16; save it as UTF-8"))
                : Optional.empty();
    }

    static boolean isParquet(byte[] head) {
        return startsWith(head, ParquetRows.MAGIC.getBytes(UTF_8))
                || startsWith(head, ParquetRows.ENCRYPTED_MAGIC.getBytes(UTF_8));
    }

    private static Fault givenOtherwise() {
        return Fault.ofRow(
                FaultCode.FORMAT_NOT_SUPPORTED,
                "the file is Parquet, but its container is said to be another; say parquet, or nothing");
    }

    static Fault packedParquet() {
        return Fault.ofRow(
                FaultCode.COMPRESSED_FILE,
                "Parquet is packed page by page; it is not to be packed as a whole once more");
    }

    /// By its mark, or because every other byte of its start is zero.
    private static boolean isUtf16(byte[] head) {
        return startsWith(head, (byte) 0xFF, (byte) 0xFE)
                || startsWith(head, (byte) 0xFE, (byte) 0xFF)
                || (head.length >= 4 && alternates(head));
    }

    private static boolean alternates(byte[] head) {
        return (head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0)
                || (head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0);
    }

    /// @param known whether rows with these columns have a shape
    static Found container(byte[] head, Predicate<Set<String>> known) {
        var first = firstLine(head);
        if (first.startsWith("{")) {
            return new Found(Container.JSON_LINES, ',');
        }
        if (first.startsWith("[")) {
            return new Found(Container.JSON_ARRAY, ',');
        }
        return header(first, ALL_SEPARATORS, known)
                .or(() -> first.contains("{") ? Optional.empty() : widest(first, ALL_SEPARATORS))
                .or(() -> first.startsWith("\"") ? Optional.of(',') : Optional.empty())
                .map(separator ->
                        new Found(separator == TAB ? Container.TSV : Container.CSV, separator))
                .orElse(new Found(Container.JSON_LINES, ','));
    }

    /// How the cells of a table are separated, whose kind was given.
    static char separator(Container container, byte[] head, Predicate<Set<String>> known) {
        return switch (container) {
            case TSV -> TAB;
            case JSON_LINES, JSON_ARRAY, PARQUET -> ',';
            case CSV ->
                    header(firstLine(head), CSV_SEPARATORS, known)
                            .or(() -> widest(firstLine(head), CSV_SEPARATORS))
                            .orElse(',');
        };
    }

    private static Optional<Character> header(
            String line, List<Character> separators, Predicate<Set<String>> known) {
        return separators.stream()
                .filter(separator -> known.test(Set.copyOf(columns(separator, line))))
                .findFirst();
    }

    private static Optional<Character> widest(String line, List<Character> separators) {
        return separators.stream()
                .filter(separator -> columns(separator, line).size() > 1)
                .max((one, other) -> columns(one, line).size() - columns(other, line).size());
    }

    private static List<String> columns(char separator, String line) {
        return switch (Table.split(separator, line)) {
            case Table.Split(var names) -> names;
            case Table.Unsplit _ -> List.of();
        };
    }

    /// The first line that is not blank.
    private static String firstLine(byte[] head) {
        return new String(head, UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static boolean startsWith(byte[] head, byte... start) {
        return head.length >= start.length
                && Arrays.equals(head, 0, start.length, start, 0, start.length);
    }
}
