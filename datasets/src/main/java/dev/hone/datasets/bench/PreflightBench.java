package dev.hone.datasets.bench;

import dev.hone.datasets.preflight.Preflight;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.LossOn;
import dev.hone.protocol.preflight.PreflightSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// `java -cp … dev.hone.datasets.bench.PreflightBench BASE BYTES DIRECTORY` writes JSON lines of
/// chats to a file in the directory, goes over them as a preflight, and prints one JSON document.
/// Beside it stands what the tokenizer alone does on as many threads: it encodes the rendered texts
/// of the file's first rows, held in memory, again and again.
public final class PreflightBench {
    private static final double NANOS = 1e9;
    private static final double MEGA = 1e6;
    private static final int TEXTS = 2_000;
    private static final long TOKENIZER_NANOS = 10_000_000_000L;

    private PreflightBench() {}

    /// @param tokensPerSecond of the preflight
    /// @param tokenizerTokensPerSecond of the tokenizer alone, before and after it, the higher
    /// @param shareOfTokenizer the first over the second
    record Result(
            long bytes,
            long rows,
            long tokens,
            double seconds,
            double megabytesPerSecond,
            double tokensPerSecond,
            double tokenizerTokensPerSecond,
            double shareOfTokenizer,
            long heapGrowthBytes,
            long heapLimitBytes,
            int processors) {}

    public static void main(String[] arguments)
            throws IOException, InterruptedException, ExecutionException {
        try {
            var result =
                    run(Path.of(arguments[0]), Long.parseLong(arguments[1]), Path.of(arguments[2]));
            BenchOutput.print(result);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException wrong) {
            BenchOutput.refuse("give a base, bytes and a directory", wrong);
        }
    }

    static Result run(Path base, long bytes, Path directory)
            throws IOException, InterruptedException, ExecutionException {
        var file = Files.createTempFile(directory, "hone-bench", ".jsonl");
        try {
            SyntheticChats.write(file, bytes);
            return measure(base, file, directory);
        } finally {
            Files.delete(file);
        }
    }

    private static Result measure(Path base, Path file, Path scratch)
            throws IOException, InterruptedException, ExecutionException {
        int processors = Runtime.getRuntime().availableProcessors();
        double before = tokenizer(base, file, processors);
        var heap = HeapGrowth.start();
        long start = System.nanoTime();
        var report =
                new Preflight(processors, scratch, _ -> {})
                        .run(
                                base,
                                new Preflight.Dataset(
                                        () -> Files.newInputStream(file), DatasetFormat.DETECT),
                                null,
                                new PreflightSettings(LossOn.ASSISTANT, Integer.MAX_VALUE))
                        .report();
        double seconds = (System.nanoTime() - start) / NANOS;
        long growth = heap.bytes();
        double alone = Math.max(before, tokenizer(base, file, processors));
        long tokens = report.training().tokens();
        return new Result(
                Files.size(file),
                report.training().rows(),
                tokens,
                seconds,
                Files.size(file) / seconds / MEGA,
                tokens / seconds,
                alone,
                tokens / seconds / alone,
                growth,
                Runtime.getRuntime().maxMemory(),
                processors);
    }

    /// Tokens a second on so many threads.
    private static double tokenizer(Path base, Path file, int threads)
            throws IOException, InterruptedException, ExecutionException {
        try (var tokenizer = ChatTokenizer.load(base);
                var pool = Executors.newFixedThreadPool(threads)) {
            var texts = texts(tokenizer, file);
            long start = System.nanoTime();
            long end = start + TOKENIZER_NANOS;
            var tasks = new ArrayList<Callable<Long>>();
            for (int thread = 0; thread < threads; thread++) {
                tasks.add(() -> encode(tokenizer, texts, end));
            }
            long tokens = 0;
            for (var task : pool.invokeAll(tasks)) {
                tokens += task.get();
            }
            return tokens / ((System.nanoTime() - start) / NANOS);
        }
    }

    private static long encode(ChatTokenizer tokenizer, List<String> texts, long end) {
        long tokens = 0;
        for (int next = 0; System.nanoTime() < end; next = (next + 1) % texts.size()) {
            tokens += tokenizer.count(texts.get(next));
        }
        return tokens;
    }

    private static List<String> texts(ChatTokenizer tokenizer, Path file) throws IOException {
        var texts = new ArrayList<String>();
        try (var reader = new SampleReader(Files.newInputStream(file))) {
            for (var row = reader.next();
                    row.isPresent() && texts.size() < TEXTS;
                    row = reader.next()) {
                if (row.get() instanceof Row.Usable usable) {
                    texts.add(tokenizer.read(usable.sample(), LossOn.ASSISTANT).text());
                }
            }
        }
        return texts;
    }
}
