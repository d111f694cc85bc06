package dev.hone.datasets.bench;

import dev.hone.datasets.rows.Contents;
import dev.hone.datasets.rows.Difference;
import dev.hone.datasets.rows.RowSource;
import dev.hone.datasets.rows.Split;
import dev.hone.datasets.rows.SplitRule;
import dev.hone.protocol.DatasetFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `java -cp … dev.hone.datasets.bench.VersionsBench BYTES DIRECTORY` writes two files of chats to
/// the directory, of which the second has other rows in known places, takes the digest of one,
/// compares both, splits one, prints one JSON document, and deletes all of it.
public final class VersionsBench {
    private static final double NANOS = 1e9;
    private static final int SHOWN = 20;
    private static final int TENTH = 10;
    private static final SplitRule RULE = new SplitRule(1.0 / TENTH, 0);

    private VersionsBench() {}

    /// @param asWritten whether the difference is what was written
    /// @param scratchBytes what the comparison had on disk
    record Result(
            long bytesOfEach,
            long rows,
            Step digest,
            Step difference,
            Step split,
            long added,
            long removed,
            long changed,
            long unchanged,
            boolean asWritten,
            long scratchBytes,
            long validationRows,
            long heapLimitBytes,
            int processors) {}

    /// @param heapGrowthBytes most heap in use at any time, garbage included, over what was in use
    ///   before
    record Step(double seconds, long heapGrowthBytes) {}

    /// How the second file differs from the first.
    private record Edits(long added, long removed, long changed) {}

    private interface Work<T> {
        T run() throws IOException;
    }

    private record Timed<T>(T result, Step step) {
        static <T> Timed<T> of(Work<T> work) throws IOException {
            var growth = HeapGrowth.start();
            long start = System.nanoTime();
            var result = work.run();
            return new Timed<>(
                    result, new Step((System.nanoTime() - start) / NANOS, growth.bytes()));
        }
    }

    public static void main(String[] arguments) throws IOException {
        try {
            var result = run(Long.parseLong(arguments[0]), Path.of(arguments[1]));
            BenchOutput.print(result);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException wrong) {
            BenchOutput.refuse("give bytes and a directory", wrong);
        }
    }

    static Result run(long bytes, Path parent) throws IOException {
        var directory = Files.createTempDirectory(parent, "hone-bench");
        var first = directory.resolve("first.jsonl");
        var second = directory.resolve("second.jsonl");
        var scratch = Files.createDirectory(directory.resolve("scratch"));
        try {
            SyntheticChats.write(first, bytes);
            return measure(first, second, edit(first, second), scratch);
        } finally {
            for (var left : List.of(scratch, directory)) {
                deleteAll(left);
            }
        }
    }

    private static Result measure(Path first, Path second, Edits edits, Path scratch)
            throws IOException {
        var digest = Timed.of(() -> Contents.of(source(first)));
        var difference =
                Timed.of(() -> Difference.of(source(first), source(second), SHOWN, scratch));
        long scratchBytes = length(scratch);
        var split = Timed.of(() -> split(first, scratch));
        var found = difference.result();
        return new Result(
                Files.size(first),
                digest.result().rows(),
                digest.step(),
                difference.step(),
                split.step(),
                found.added(),
                found.removed(),
                found.changed(),
                found.unchanged(),
                edits.equals(new Edits(found.added(), found.removed(), found.changed())),
                scratchBytes,
                split.result().validationRows(),
                Runtime.getRuntime().maxMemory(),
                Runtime.getRuntime().availableProcessors());
    }

    private static Split split(Path file, Path directory) throws IOException {
        try (var training = Files.newOutputStream(directory.resolve("training"));
                var validation = Files.newOutputStream(directory.resolve("validation"))) {
            return Split.of(source(file), RULE, training, validation);
        }
    }

    private static RowSource source(Path file) {
        return new RowSource(() -> Files.newInputStream(file), DatasetFormat.DETECT);
    }

    /// Of every ten rows one goes, one answers otherwise, and one more comes, which asks anew.
    private static Edits edit(Path from, Path to) throws IOException {
        long row = 0;
        long[] edits = new long[3];
        try (var in = Files.newBufferedReader(from);
                var out = Files.newBufferedWriter(to)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                int kind = (int) (row++ % TENTH);
                var written =
                        switch (kind) {
                            case 0 -> "";
                            case 1 -> line.replace("\"}]}", " or so\"}]}") + "\n";
                            case 2 -> line + "\n" + line.replace("briefly.", "at length.") + "\n";
                            default -> line + "\n";
                        };
                if (kind < edits.length) {
                    edits[kind]++;
                }
                out.write(written);
            }
        }
        return new Edits(edits[2], edits[0], edits[1]);
    }

    private static long length(Path directory) throws IOException {
        long bytes = 0;
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static void deleteAll(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
