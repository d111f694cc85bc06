package dev.hone.trainer.job;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.store.StoreException;
import dev.hone.protocol.CheckpointManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Fetches the checkpoints that a claim says to go on from, the best first, until one can be used.
final class Checkpoints {
    private final ObjectStore store;
    private final RunningJob job;
    private final Deque<CheckpointManifest> left;

    /// @param directory with its files, each proven
    record Fetched(CheckpointManifest manifest, Path directory) {}

    Checkpoints(ObjectStore store, RunningJob job) {
        this.store = store;
        this.job = job;
        this.left = new ArrayDeque<>(job.claim().checkpoints());
    }

    /// The next one. Those whose files are gone or other than promised are given up, and said so;
    /// if one cannot be reached, that is the platform's failure.
    ///
    /// @param directory gets a directory for each
    /// @return empty when none is left
    Optional<Fetched> next(Path directory) throws IOException {
        while (!left.isEmpty()) {
            var manifest = left.removeFirst();
            var place = directory.resolve(String.valueOf(left.size()));
            try {
                for (var file : manifest.files()) {
                    job.stop().check();
                    store.fetchTo(file.object(), place.resolve(file.path()));
                }
                return Optional.of(new Fetched(manifest, place));
            } catch (StoreException.CorruptObject | StoreException.MissingObject e) {
                giveUp(manifest, e);
            }
        }
        return Optional.empty();
    }

    void giveUp(CheckpointManifest manifest, IOException cause) {
        job.warn(
                "The checkpoint of step %d cannot be used (%s); %s."
                        .formatted(
                                manifest.step(),
                                cause.getMessage(),
                                left.isEmpty()
                                        ? "the training starts over"
                                        : "that of step %d is tried"
                                                .formatted(left.getFirst().step())));
    }
}
