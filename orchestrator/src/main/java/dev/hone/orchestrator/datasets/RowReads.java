package dev.hone.orchestrator.datasets;

import dev.hone.datasets.rows.RowSource;
import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.store.StoreException.MissingObject;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.files.FileView;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Reads whole files, few at a time: each takes a processor for seconds a gigabyte, and the control
/// plane has other things to do.
@ApplicationScoped
class RowReads {
    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ObjectStore store;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    RowReads(ObjectStore store) {
        this.store = store;
    }

    interface Work<T> {
        /// @param scratch a directory that is deleted afterwards
        T run(Path scratch) throws IOException;
    }

    /// Its bytes from the store, read as its inspection found them.
    RowSource source(FileView file) {
        return new RowSource(() -> store.open(file.object().key()), file.dataset().format());
    }

    /// @param deleted refuses, if what is read has been deleted; asked when its bytes are gone
    <T> T run(Runnable deleted, Work<T> work) {
        await();
        try {
            var scratch = Files.createTempDirectory("hone-rows");
            try {
                return work.run(scratch);
            } finally {
                delete(scratch);
            }
        } catch (MissingObject gone) {
            deleted.run();
            throw new UncheckedIOException(gone);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            turns.release();
        }
    }

    /// Whether somebody waits for a turn.
    boolean isAwaited() {
        return turns.hasQueuedThreads();
    }

    private void await() {
        try {
            if (turns.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new ApiException(
                new ApiError.Exhausted(
                        "datasets_busy",
                        "%d datasets are being compared or split already; try again later"
                                .formatted(AT_ONCE),
                        PATIENCE));
    }

    private static void delete(Path scratch) throws IOException {
        try (var files = Files.list(scratch)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(scratch);
    }
}
