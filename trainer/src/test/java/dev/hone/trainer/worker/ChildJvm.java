package dev.hone.trainer.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A JVM of its own on the tests' class path; what it says goes to a file.
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final Path log;

    ChildJvm(Path log, List<String> options, String mainClass, String... arguments)
            throws IOException {
        this.log = log;
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
        command.addAll(options);
        command.add(mainClass);
        command.addAll(List.of(arguments));
        this.process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
    }

    boolean lives() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    List<ProcessHandle> children() {
        return process.children().toList();
    }

    /// The one process that it started.
    ProcessHandle child() {
        return children().getFirst();
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    /// SIGTERM.
    void end() {
        process.destroy();
    }

    /// SIGKILL.
    void kill() {
        process.destroyForcibly();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end: " + said());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }

    private static String classPath() {
        // Surefire may put the class path into a manifest; this is where it tells the real one.
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
