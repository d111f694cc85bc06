package dev.hone.protocol;

import java.util.List;

/// A complete checkpoint: its files are in the store, verified, before this is sent.
///
/// @param step optimizer steps done
/// @param trainLoss loss of that step
public record CheckpointManifest(
        int step, double epoch, double trainLoss, List<NamedObject> files) {
    public CheckpointManifest {
        Checks.within("step", step, 1, Integer.MAX_VALUE);
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a checkpoint must have files");
        }
    }
}
