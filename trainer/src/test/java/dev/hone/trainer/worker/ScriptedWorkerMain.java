package dev.hone.trainer.worker;

import dev.hone.trainer.job.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A whole worker process whose jobs only count steps until they are stopped.
final class ScriptedWorkerMain {
    private ScriptedWorkerMain() {}

    public static void main(String[] arguments) throws IOException {
        var settings = WorkerSettings.read(Path.of(arguments[0]));
        WorkerProcess.run(
                settings,
                attempt -> {
                    var scratch = new WorkDirectory(settings.workDir()).scratch("job");
                    Files.writeString(scratch.resolve("half"), "half-written");
                    for (int step = 1; !attempt.stop().isRaised(); step++) {
                        attempt.progress(step, 1_000_000);
                        attempt.stop().pause(Duration.ofMillis(20));
                    }
                    return attempt.stopped();
                });
    }
}
