package dev.hone.trainer.worker;

import dev.hone.datasets.store.DirectoryStore;
import dev.hone.datasets.store.ObjectStore;
import dev.hone.protocol.BaseRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/// What stands around a worker that has a tiny job: a store with its files, and a control plane.
abstract class WorkerFixture {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    final Path directory;
    final DirectoryStore store;
    final TestControlPlane controlPlane = new TestControlPlane();
    final TinyJob job;

    interface Base {
        BaseRef in(ObjectStore store, Path directory) throws IOException;
    }

    WorkerFixture(Path directory, Base base) throws IOException {
        this.directory = directory;
        this.store = new DirectoryStore(directory.resolve("store"));
        this.job = new TinyJob(store, base.in(store, directory.resolve("base")));
    }

    @AfterEach
    void stop() {
        controlPlane.close();
        store.close();
    }
}
