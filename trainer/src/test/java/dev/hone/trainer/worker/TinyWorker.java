package dev.hone.trainer.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A worker's process over a directory: its store, its work and its log.
final class TinyWorker {
    private TinyWorker() {}

    static ChildJvm start(Path directory, TestControlPlane controlPlane, String name)
            throws IOException {
        return start(directory, controlPlane, name, WorkerMain.class);
    }

    static ChildJvm start(Path directory, TestControlPlane controlPlane, String name, Class<?> main)
            throws IOException {
        var settings = settings(directory, controlPlane, "threads=2");
        return new ChildJvm(
                directory.resolve(name + ".log"),
                List.of("-Xmx256m"),
                main.getName(),
                settings.toString());
    }

    /// The file that a worker is started with.
    ///
    /// @param more lines of it
    static Path settings(Path directory, TestControlPlane controlPlane, String... more)
            throws IOException {
        return Files.writeString(
                directory.resolve("worker.properties"),
                """
                control-plane.url=%s
                worker.key=%s
                worker.id=worker-1
                kafka.bootstrap-servers=127.0.0.1:1
                store.url=file://%s
                work.dir=%s
                %s
                """
                        .formatted(
                                controlPlane.url(),
                                TestControlPlane.KEY.value(),
                                directory.resolve("store"),
                                directory.resolve("work"),
                                String.join("\n", more)));
    }
}
