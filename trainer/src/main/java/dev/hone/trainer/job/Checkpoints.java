package dev.hone.trainer.job;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.store.StoreException;
import dev.hone.protocol.CheckpointManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Fetches the checkpoint that a claim says to go on from.
final class Checkpoints {
    private final ObjectStore store;
    private final RunningJob job;

    Checkpoints(ObjectStore store, RunningJob job) {
        this.store = store;
        this.job = job;
    }

    /// A checkpoint whose files are gone or other than promised is given up, and said so; one that
    /// cannot be reached is the platform's failure.
    ///
    /// @return the directory with its files, each proven
    Optional<Path> fetch(Path directory) throws IOException {
        var manifest = job.claim().resumeFrom();
        if (manifest == null) {
            return Optional.empty();
        }
        try {
            for (var file : manifest.files()) {
                job.stop().check();
                store.fetchTo(file.object(), directory.resolve(file.path()));
            }
            return Optional.of(directory);
        } catch (StoreException.CorruptObject | StoreException.MissingObject e) {
            giveUp(manifest, e);
            return Optional.empty();
        }
    }

    void giveUp(CheckpointManifest manifest, IOException cause) {
        job.warn(
                "The checkpoint of step %d cannot be used (%s); the training starts over."
                        .formatted(manifest.step(), cause.getMessage()));
    }
}
