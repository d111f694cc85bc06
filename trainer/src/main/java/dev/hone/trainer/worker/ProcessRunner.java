package dev.hone.trainer.worker;

import dev.hone.protocol.Outcome;
import dev.hone.trainer.job.JobMain;
import dev.hone.trainer.job.JobSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs every attempt in a JVM of its own, of this one's class path. When it ends, all that the
/// attempt took is given back; when it crashes, the worker is there to say so.
final class ProcessRunner implements JobRunner {
    /// With the heartbeat that brings it, a cancel stays well within the promised fifteen seconds.
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(8);

    private final WorkerSettings settings;
    private final Duration hang;

    ProcessRunner(WorkerSettings settings) {
        this(settings, settings.hang());
    }

    /// @param hang how long a job may go without a pulse
    ProcessRunner(WorkerSettings settings, Duration hang) {
        this.settings = settings;
        this.hang = hang;
    }

    @Override
    public Outcome run(Attempt attempt) throws IOException {
        var limits = new JobProcess.Limits(CANCEL_PATIENCE, hang, settings.workDir());
        try (var process = JobProcess.start(command(), attempt, limits)) {
            return process.run(
                    new JobSettings(
                            settings.id(),
                            WorkerProcess.version(),
                            settings.store(),
                            settings.workDir(),
                            settings.nativeDir(),
                            settings.device(),
                            settings.threads(),
                            settings.memoryMebibytes()));
        }
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:ErrorFile=" + settings.workDir().resolve(CrashLog.NAME),
                        "-Dfile.encoding=UTF-8",
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(settings.javaOptions());
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), JobMain.class.getName()));
        return command;
    }
}
