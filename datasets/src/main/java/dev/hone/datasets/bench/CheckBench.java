package dev.hone.datasets.bench;

import dev.hone.datasets.check.Inspection;
import dev.hone.datasets.check.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `java -cp … dev.hone.datasets.bench.CheckBench BYTES RUNS DIRECTORY` writes JSON lines of chats
/// to a file in the directory, checks it as an upload is checked, prints one JSON document, and
/// deletes the file. `… CheckBench FILE RUNS` checks a file that is there.
public final class CheckBench {
    private static final double NANOS = 1e9;
    private static final double MEGA = 1e6;

    private CheckBench() {}

    /// @param seconds of each run
    /// @param processorSeconds of each run, which do not depend on what else the machine does
    /// @param heapGrowthBytes most heap in use during any run, garbage included, over what was in
    ///   use before the first
    record Result(
            long bytes,
            long rows,
            long usableRows,
            List<Double> seconds,
            List<Double> processorSeconds,
            double bestMegabytesPerSecond,
            long heapGrowthBytes,
            long heapLimitBytes,
            int processors) {}

    public static void main(String[] arguments) throws IOException {
        try {
            int runs = Integer.parseInt(arguments[1]);
            BenchOutput.print(
                    arguments.length == 2
                            ? measure(Path.of(arguments[0]), runs)
                            : run(Long.parseLong(arguments[0]), runs, Path.of(arguments[2])));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException wrong) {
            BenchOutput.refuse("give bytes, runs and a directory, or a file and runs", wrong);
        }
    }

    static Result run(long bytes, int runs, Path directory) throws IOException {
        var file = Files.createTempFile(directory, "hone-bench", ".jsonl");
        try {
            SyntheticChats.write(file, bytes);
            return measure(file, runs);
        } finally {
            Files.delete(file);
        }
    }

    private record Run(double seconds, double processorSeconds, Report report) {
        static Run of(Path file) throws IOException {
            var thread = ManagementFactory.getThreadMXBean();
            long start = System.nanoTime();
            long busy = thread.getCurrentThreadCpuTime();
            try (var bytes = Files.newInputStream(file)) {
                var report = Inspection.of(bytes);
                return new Run(
                        (System.nanoTime() - start) / NANOS,
                        (thread.getCurrentThreadCpuTime() - busy) / NANOS,
                        report);
            }
        }
    }

    static Result measure(Path file, int count) throws IOException {
        var growth = HeapGrowth.start();
        var runs = new ArrayList<Run>();
        for (int run = 0; run < count; run++) {
            runs.add(Run.of(file));
        }
        double best = runs.stream().mapToDouble(Run::seconds).min().orElseThrow();
        var report = runs.getFirst().report();
        return new Result(
                report.bytes(),
                report.rows(),
                report.usableRows(),
                runs.stream().map(Run::seconds).toList(),
                runs.stream().map(Run::processorSeconds).toList(),
                report.bytes() / best / MEGA,
                growth.bytes(),
                Runtime.getRuntime().maxMemory(),
                Runtime.getRuntime().availableProcessors());
    }
}
