package dev.hone.trainer.worker;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.protocol.Outcome;
import dev.hone.trainer.kernel.Engine;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Runs supervised fine-tuning jobs. The engine, and with it libtorch, is opened at the first one
/// and kept: a process can have it once only.
final class SftRunner implements JobRunner {
    private final ObjectStore store;
    private final WorkDirectory directory;
    private final BaseCache bases;
    private final int lanes;
    private final RandomGenerator random;
    private @Nullable Engine engine;

    /// @param lanes processor threads to train with
    SftRunner(ObjectStore store, WorkDirectory directory, int lanes, RandomGenerator random) {
        this.store = store;
        this.directory = directory;
        this.bases = new BaseCache(store, directory);
        this.lanes = lanes;
        this.random = random;
    }

    @Override
    public Outcome run(Attempt attempt) throws IOException {
        var scratch = directory.scratch("job");
        try {
            var upload = new Upload(store, attempt, random);
            return new SftRun(attempt, store, upload, scratch).run(bases, this::engine);
        } finally {
            WorkDirectory.remove(scratch);
        }
    }

    private Engine engine() {
        if (engine == null) {
            engine = Engine.open(lanes);
        }
        return engine;
    }
}
