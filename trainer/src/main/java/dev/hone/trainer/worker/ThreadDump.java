package dev.hone.trainer.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Has a JVM write down what its threads are at. One that is frozen cannot.
final class ThreadDump {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ThreadDump() {}

    /// @return whether the file has the threads now
    static boolean write(long pid, Path file) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var process =
                    new ProcessBuilder(List.of(jcmd, String.valueOf(pid), "Thread.print", "-l"))
                            .redirectErrorStream(true)
                            .redirectOutput(file.toFile())
                            .start();
            try {
                return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
                // What jcmd asks by lies where the JVM was started, as this one was.
                Files.deleteIfExists(Path.of(".attach_pid" + pid));
            }
        } catch (IOException _) {
            return false; // a runtime without jcmd
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
