package dev.hone.datasets.preflight;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.child.Parent;
import dev.hone.datasets.child.Scratch;
import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.store.StoreFailures;
import dev.hone.datasets.store.Stores;
import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.datasets.tokens.TokensException.UnusableTokenizer;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// `java -cp … dev.hone.datasets.preflight.PreflightMain`: one preflight or one preview. The
/// tokenizer's native library lives and dies here.
public final class PreflightMain {
    private static final int FAILED = 71;
    private static final long PROGRESS_NANOS = 500_000_000;

    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Parent parent;
    private long lastProgress = System.nanoTime();

    private PreflightMain(Parent parent) {
        this.parent = parent;
    }

    public static void main(String[] arguments) throws IOException {
        var parent = Parent.meet(JSON);
        var task = parent.task(PreflightTask.class);
        int exitCode = new PreflightMain(parent).answer(task) ? 0 : FAILED;
        Runtime.getRuntime().halt(exitCode); // all is told; native threads have nothing left to do
    }

    private boolean answer(PreflightTask task) throws IOException {
        try {
            parent.tell(perform(task));
            return true;
        } catch (UnusableTokenizer e) {
            parent.tell(
                    new FromPreflight.Failed(
                            FailureCode.UNUSABLE_TOKENIZER.code(), String.valueOf(e.getMessage())));
            return true;
        } catch (IOException e) {
            parent.tell(new FromPreflight.Failed(StoreFailures.codeOf(e).code(), e.toString()));
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private FromPreflight perform(PreflightTask task) throws IOException, InterruptedException {
        try (var scratch = Scratch.create("hone-preflight");
                var store = Stores.open(task.store())) {
            var base = scratch.base(store, task.base());
            return switch (task) {
                case PreflightTask.Report report ->
                        report(report, store, base, scratch.directory());
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
        var training = dataset(store, task.training());
        var split = task.split();
        if (split != null) {
            return preflight.run(
                    base, training.trained(split), training.keptBack(split), task.settings());
        }
        var validation = task.validation();
        return preflight.run(
                base,
                training,
                validation == null ? null : dataset(store, validation),
                task.settings());
    }

    private static Preflight.Dataset dataset(ObjectStore store, DatasetRef file) {
        return new Preflight.Dataset(() -> store.open(file.object().key()), file.format());
    }

    private void progressed(long rows) {
        if (System.nanoTime() - lastProgress > PROGRESS_NANOS) {
            lastProgress = System.nanoTime();
            try {
                parent.tell(new FromPreflight.Progressed(rows));
            } catch (IOException e) {
                throw new UncheckedIOException("nobody listens any more", e);
            }
        }
    }
}
