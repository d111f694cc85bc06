package dev.hone.datasets.bench;

import dev.hone.datasets.content.ContentFile;
import dev.hone.datasets.content.ContentFinding;
import dev.hone.datasets.content.ContentSurvey;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.protocol.DatasetFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks through dataset files as a preflight does, and prints what it took and what was found as
/// one JSON document. `dev.hone.datasets.bench.ContentBench made BYTES DIRECTORY` makes a file of
/// chats for it and deletes it afterwards; `… ContentBench files DIRECTORY TRAINING [VALIDATION]
/// [--columns=MEMBER=COLUMN,…]` looks through files.
public final class ContentBench {
    private static final double NANOS = 1e9;
    private static final double MEGA = 1e6;
    private static final String COLUMNS = "--columns=";

    private ContentBench() {}

    /// @param bytes of both files
    /// @param seconds reading included
    /// @param heapGrowthBytes most heap in use, garbage included, over what was in use before
    record Result(
            long bytes,
            long rows,
            double seconds,
            double processorSeconds,
            double megabytesPerProcessorSecond,
            long heapGrowthBytes,
            long heapLimitBytes,
            Map<String, Long> languages,
            List<Found> findings) {}

    record Found(
            String code,
            String file,
            long rows,
            List<ContentFinding.Place> places,
            List<String> examples,
            String message) {
        static Found of(ContentFinding finding) {
            return new Found(
                    finding.code().wireName(),
                    finding.file().wireName(),
                    finding.rows(),
                    finding.places(),
                    finding.examples(),
                    finding.message());
        }
    }

    public static void main(String[] arguments) throws IOException {
        try {
            BenchOutput.print(run(List.of(arguments)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
            BenchOutput.refuse(
                    "give made, bytes and a directory, or files, a directory and files", wrong);
        }
    }

    private static Result run(List<String> arguments) throws IOException {
        return switch (arguments.getFirst()) {
            case "made" -> made(Long.parseLong(arguments.get(1)), Path.of(arguments.get(2)));
            case "files" ->
                    files(
                            Path.of(arguments.get(1)),
                            arguments.stream()
                                    .skip(2)
                                    .filter(argument -> !argument.startsWith(COLUMNS))
                                    .map(Path::of)
                                    .toList(),
                            format(arguments));
            default -> throw new IllegalArgumentException(arguments.getFirst());
        };
    }

    static Result made(long bytes, Path directory) throws IOException {
        var file = Files.createTempFile(directory, "hone-bench", ".jsonl");
        try {
            SyntheticChats.write(file, bytes);
            return files(directory, List.of(file), DatasetFormat.DETECT);
        } finally {
            Files.delete(file);
        }
    }

    /// @param files the training file, and perhaps one of validation rows
    static Result files(Path scratch, List<Path> files, DatasetFormat format) throws IOException {
        var thread = ManagementFactory.getThreadMXBean();
        var growth = HeapGrowth.start();
        long start = System.nanoTime();
        long busy = thread.getCurrentThreadCpuTime();
        try (var survey = new ContentSurvey(scratch)) {
            long rows = read(files.getFirst(), format, survey::train);
            long bytes = Files.size(files.getFirst());
            if (files.size() > 1) {
                rows += read(files.get(1), format, survey::validate);
                bytes += Files.size(files.get(1));
            }
            var findings = survey.findings();
            double processor = (thread.getCurrentThreadCpuTime() - busy) / NANOS;
            return new Result(
                    bytes,
                    rows,
                    (System.nanoTime() - start) / NANOS,
                    processor,
                    bytes / processor / MEGA,
                    growth.bytes(),
                    Runtime.getRuntime().maxMemory(),
                    survey.languages(ContentFile.TRAINING),
                    findings.stream().map(Found::of).toList());
        }
    }

    private interface Taker {
        void take(long line, Sample sample) throws IOException;
    }

    private static long read(Path file, DatasetFormat format, Taker taker) throws IOException {
        long rows = 0;
        try (var reader = new SampleReader(Files.newInputStream(file), format)) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                if (row.get() instanceof Row.Usable(var line, _, var sample, _)) {
                    taker.take(line, sample);
                    rows++;
                }
            }
        }
        return rows;
    }

    private static DatasetFormat format(List<String> arguments) {
        var columns = new LinkedHashMap<String, String>();
        arguments.stream()
                .filter(argument -> argument.startsWith(COLUMNS))
                .flatMap(argument ->
                        List.of(argument.substring(COLUMNS.length()).split(",")).stream())
                .forEach(pair -> {
                    int equals = pair.indexOf('=');
                    columns.put(pair.substring(0, equals), pair.substring(equals + 1));
                });
        return new DatasetFormat(null, null, null, columns);
    }
}
