package dev.hone.datasets.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.protocol.Compression;
import dev.hone.protocol.Container;
import dev.hone.protocol.DatasetFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Feeds the reader of dataset files. All that may come of one are rows and typed faults, in the
/// order of their places, within ten seconds.
///
/// As a command, with what to read (`jsonl`, `json`, `csv`, `tsv`, `parquet` or `detect`), a seed
/// and a number of inputs. Jazzer finds [#fuzzerInitialize] and [#fuzzerTestOneInput] by their
/// names.
public final class ReaderFuzz {
    private static final long SLOW_NANOS = 10_000_000_000L;
    private static final List<String> JSON_ROWS =
            List.of(
                    "{\"prompt\":\"a\\u00e9\\ud83d\\ude00\",\"completion\":\"b\"}",
                    "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1.5e3}\"}}]}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}]}",
                    "{\"conversations\":[{\"from\":\"human\",\"value\":\"x\"},{\"from\":\"gpt\",\"value\":\"y\"}]}",
                    "{\"instruction\":\"i\",\"input\":\"\",\"output\":\"o\",\"history\":[[\"q\",\"a\"]]}",
                    "{\"prompt\":[{\"role\":\"user\",\"content\":\"p\"}],\"chosen\":\"c\",\"rejected\":\"r\"}",
                    "{\"text\":\"t\",\"n\":[1,-2.5,true,null,{}]}");
    private static final List<String> TABLE_ROWS =
            List.of(
                    "prompt,completion\na,b\n\"a,\"\"b\"\"\",\"c\nd\"\n,\n",
                    "text\nx\n\n\"y\n\"\r\nz",
                    "messages;n\n\"[{\"\"role\"\":\"\"user\"\",\"\"content\"\":\"\"a\"\"},{\"\"role\"\":\"\"assistant\"\",\"\"content\"\":\"\"b\"\"}]\";1\n",
                    "prompt\tcompletion\na\tb\n\"a\t\"\tc\n",
                    "instruction|output\ni|o\n");
    private static final List<String> BITS =
            List.of(
                    "\"",
                    "\\",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    ";",
                    "\t",
                    "|",
                    "\n",
                    "\r",
                    "\r\n",
                    " ",
                    "\0",
                    "\\u0000",
                    "\\ud800",
                    "\\udc00",
                    "\u00ef\u00bb\u00bf",
                    "\u00ff\u00fe",
                    "\u00c3",
                    "\u00f0\u009f\u0098\u0080",
                    "\u00ed\u00a0\u0080",
                    "null",
                    "true",
                    "1e999",
                    "-0",
                    "01",
                    "99999999999999999999",
                    "{}",
                    "[]",
                    "[[",
                    "}}",
                    "\"\"",
                    "\"\"\"",
                    "\"a\":",
                    "\"a\":1,",
                    ",,",
                    "// x",
                    "NaN",
                    "PAR1",
                    "PK\3\4",
                    "\u001f\u008b",
                    "\u001f\u008b\b\u0000",
                    "(\u00b5/\u00fd",
                    "\u00e2\u0080\u00a8",
                    "\u0085",
                    "\f");

    private static DatasetFormat format = DatasetFormat.DETECT;

    private ReaderFuzz() {}

    public static void fuzzerInitialize(String[] arguments) {
        format =
                switch (arguments[0]) {
                    case "jsonl" -> of(Container.JSON_LINES);
                    case "json" -> of(Container.JSON_ARRAY);
                    case "csv" -> of(Container.CSV);
                    case "tsv" -> of(Container.TSV);
                    case "parquet" -> of(Container.PARQUET);
                    case "detect" -> DatasetFormat.DETECT;
                    default ->
                            throw new IllegalArgumentException(
                                    "jsonl, json, csv, tsv, parquet or detect, not "
                                            + arguments[0]);
                };
    }

    private static DatasetFormat of(Container container) {
        return new DatasetFormat(Compression.NONE, container, null, Map.of());
    }

    public static void fuzzerTestOneInput(byte[] input) {
        attempt(input);
    }

    /// Whether a row of it can be used.
    private static boolean attempt(byte[] input) {
        long start = System.nanoTime();
        boolean usable = false;
        long line = 0;
        long offset = 0;
        try (var reader = new SampleReader(new ByteArrayInputStream(input), format)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                var row = next.get();
                usable |= row instanceof Row.Usable;
                if (row.line() < line
                        || (row.byteOffset() < offset && !isOfParquetFile(reader, row))) {
                    throw new IllegalStateException(
                            "line %d at %d after line %d at %d"
                                    .formatted(row.line(), row.byteOffset(), line, offset));
                }
                line = row.line();
                offset = row.byteOffset();
            }
            if (reader.format().compression() == Compression.NONE
                    && reader.format().container() != Container.PARQUET
                    && offset > input.length) {
                throw new IllegalStateException("%d of %d".formatted(offset, input.length));
            }
        } catch (IOException crash) {
            throw new UncheckedIOException(crash);
        }
        if (System.nanoTime() - start > SLOW_NANOS) {
            throw new IllegalStateException("slow");
        }
        return usable;
    }

    /// Such a fault has the place of its byte in the file, not among the rows.
    private static boolean isOfParquetFile(SampleReader reader, Row row) {
        return reader.format().container() == Container.PARQUET
                && row instanceof Row.Faulty(_, _, var faults)
                && faults.getFirst().code().ofFile();
    }

    public static void main(String[] arguments) throws IOException {
        fuzzerInitialize(arguments);
        if (arguments[0].equals("parquet")) {
            new BentParquet(Long.parseLong(arguments[1]))
                    .run(Long.parseLong(arguments[2]), ReaderFuzz::attempt);
            return;
        }
        new Bent(Long.parseLong(arguments[1]), seeds(arguments[0]), BITS)
                .run(Long.parseLong(arguments[2]), text -> attempt(text.getBytes(ISO_8859_1)));
    }

    private static List<String> seeds(String kind) throws IOException {
        return switch (kind) {
            case "jsonl" ->
                    JSON_ROWS.stream().map(row -> row + "\n" + JSON_ROWS.getFirst()).toList();
            case "json" ->
                    JSON_ROWS.stream()
                            .map(row -> "[" + row + ",\n" + JSON_ROWS.getFirst() + "]\n")
                            .toList();
            case "csv", "tsv" -> TABLE_ROWS;
            default -> everyKind();
        };
    }

    private static String lines() {
        return String.join("\n", JSON_ROWS);
    }

    private static String array() {
        return "[" + String.join(",\n", JSON_ROWS) + "]\n";
    }

    private static List<String> everyKind() throws IOException {
        var all = new ArrayList<>(TABLE_ROWS);
        all.addAll(JSON_ROWS);
        all.addAll(List.of(lines(), array()));
        for (var text : List.of(lines(), TABLE_ROWS.getFirst())) {
            var packed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(text.getBytes(UTF_8));
            }
            all.add(packed.toString(ISO_8859_1));
            all.add(new String(Zstd.compress(text.getBytes(UTF_8)), ISO_8859_1));
        }
        return all;
    }
}
