package dev.hone.trainer.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// A whole worker that takes a job for hung after a shorter time than a setting may say.
final class ImpatientWorkerMain {
    static final Duration HANG = Duration.ofSeconds(10);

    private ImpatientWorkerMain() {}

    public static void main(String[] arguments) throws IOException {
        var settings = WorkerSettings.read(Path.of(arguments[0]));
        WorkerProcess.run(settings, new ProcessRunner(settings, HANG));
    }
}
