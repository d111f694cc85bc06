package dev.hone.trainer.job;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.protocol.BaseRef;
import dev.hone.protocol.NamedObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Base models on this worker's disk, by digest. A directory appears when all its files are there
/// and proven, by one rename; until then they lie where the next start cleans up.
final class BaseCache {
    private final ObjectStore store;
    private final WorkDirectory directory;

    BaseCache(ObjectStore store, WorkDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    /// @throws StopSignal.Raised between two files
    Path fetch(BaseRef base, StopSignal stop) throws IOException {
        var complete = directory.bases().resolve(base.digest());
        if (isComplete(complete, base)) {
            return complete;
        }
        WorkDirectory.remove(complete);
        var arriving = directory.scratch("base");
        try {
            for (var file : base.files()) {
                stop.check();
                store.fetchTo(file.object(), arriving.resolve(file.path()));
            }
            Files.move(arriving, complete, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            WorkDirectory.remove(arriving);
        }
        return complete;
    }

    /// The digests were proven on arrival; sizes show what a hand or a full disk did since.
    private static boolean isComplete(Path complete, BaseRef base) throws IOException {
        for (NamedObject file : base.files()) {
            var path = complete.resolve(file.path());
            if (!Files.isRegularFile(path) || Files.size(path) != file.object().bytes()) {
                return false;
            }
        }
        return true;
    }
}
