package dev.hone.datasets.preflight;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.store.Stores;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.datasets.tokens.TokensException.UnusableTokenizer;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.NamedObject;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// `java -cp … dev.hone.datasets.preflight.PreflightMain`: one preflight or one preview, told
/// through standard input, so that no secret stands in a command line. The tokenizer's native
/// library lives and dies here. It never outlives who started it: when its standard input closes,
/// it ends.
public final class PreflightMain {
    private static final int ORPHANED = 70;
    private static final int FAILED = 71;
    private static final long PROGRESS_NANOS = 500_000_000;

    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final OutputStream out;
    private long lastProgress = System.nanoTime();

    private PreflightMain(OutputStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        var out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err); // standard output is for messages only
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var task = JSON.readValue(in.readLine(), PreflightTask.class);
        Thread.ofPlatform().daemon().name("end of input").start(() -> endWith(in));
        int exitCode = new PreflightMain(out).answer(task) ? 0 : FAILED;
        Runtime.getRuntime().halt(exitCode); // all is told; native threads have nothing left to do
    }

    private static void endWith(BufferedReader in) {
        try {
            while (in.readLine() != null) {
                // Nothing more is said than the task.
            }
        } catch (IOException _) {
            // The other side is gone either way.
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    private boolean answer(PreflightTask task) throws IOException {
        try {
            say(perform(task));
            return true;
        } catch (UnusableTokenizer e) {
            say(new FromPreflight.Failed("unusable_tokenizer", String.valueOf(e.getMessage())));
            return true;
        } catch (IOException e) {
            say(new FromPreflight.Failed("store_failed", e.toString()));
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private FromPreflight perform(PreflightTask task) throws IOException, InterruptedException {
        var scratch = Files.createTempDirectory("hone-preflight");
        try {
            return perform(task, Files.createDirectory(scratch.resolve("base")), scratch);
        } finally {
            remove(scratch);
        }
    }

    private FromPreflight perform(PreflightTask task, Path base, Path scratch)
            throws IOException, InterruptedException {
        try (var store = Stores.open(task.store())) {
            for (NamedObject file : task.base()) {
                if (ChatTokenizer.reads(file.path())) {
                    store.fetchTo(file.object(), base.resolve(file.path()));
                }
            }
            return switch (task) {
                case PreflightTask.Report report -> report(report, store, base, scratch);
                case PreflightTask.Preview preview -> {
                    try (var tokenizer = ChatTokenizer.load(base)) {
                        yield Preview.of(
                                tokenizer,
                                dataset(store, preview.dataset()),
                                preview.row(),
                                preview.settings());
                    }
                }
            };
        }
    }

    private FromPreflight report(
            PreflightTask.Report task, ObjectStore store, Path base, Path scratch)
            throws IOException, InterruptedException {
        var preflight =
                new Preflight(
                        Runtime.getRuntime().availableProcessors(), scratch, this::progressed);
        var validation = task.validation();
        return new FromPreflight.Reported(
                preflight.run(
                        base,
                        dataset(store, task.training()),
                        validation == null ? null : dataset(store, validation),
                        task.settings()));
    }

    private static Preflight.Dataset dataset(ObjectStore store, DatasetRef file) {
        return new Preflight.Dataset(() -> store.open(file.object().key()), file.format());
    }

    private void progressed(long rows) {
        if (System.nanoTime() - lastProgress > PROGRESS_NANOS) {
            lastProgress = System.nanoTime();
            try {
                say(new FromPreflight.Progressed(rows));
            } catch (IOException e) {
                throw new UncheckedIOException("nobody listens any more", e);
            }
        }
    }

    private void say(FromPreflight message) throws IOException {
        out.write((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void remove(Path directory) throws IOException {
        List<Path> paths;
        try (var walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
