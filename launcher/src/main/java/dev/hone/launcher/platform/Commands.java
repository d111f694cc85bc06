package dev.hone.launcher.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Builds and runs commands of the operating system.
final class Commands {
    /// Marks the processes of one data directory, so that they are found when nothing else is
    /// known.
    private static final String MARK = "-Dhone.data=";

    private static final long DEADLINE_SECONDS = 120;

    private Commands() {}

    static String mark(Path dataDirectory) {
        return MARK + dataDirectory;
    }

    /// A bounded JVM with a heap for `heap` megabytes.
    static List<String> java(
            Installation installation, Path dataDirectory, int heapMebibytes, List<String> rest) {
        var command = new ArrayList<String>();
        command.add(installation.java().toString());
        command.add(mark(dataDirectory));
        command.add("-Xmx" + heapMebibytes + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(rest);
        return command;
    }

    /// Prepares a process that writes to `log` and knows nothing of this terminal.
    static ProcessBuilder process(List<String> command, Path log) {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(Commands::concernsTheLauncher);
        builder.redirectInput(new File("/dev/null"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return builder;
    }

    /// In a session of its own: Ctrl-C goes to the launcher alone, which stops the parts in order.
    static List<String> ownSession(List<String> command) {
        return onPath("setsid") ? join(List.of("setsid"), command) : command;
    }

    /// Runs to the end; the output stands in `log`.
    static void run(String what, List<String> command, Path log)
            throws IOException, InterruptedException, LaunchException {
        var process = process(command, log).start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new LaunchException(
                    "%s did not end in %d s, see %s".formatted(what, DEADLINE_SECONDS, log));
        }
        if (process.exitValue() != 0) {
            throw new LaunchException(
                    "%s ended with exit code %d:%n%s"
                            .formatted(
                                    what,
                                    process.exitValue(),
                                    String.join(System.lineSeparator(), Logs.tail(log))));
        }
    }

    static boolean succeeds(List<String> command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        process.getOutputStream().close();
        return process.waitFor() == 0;
    }

    static boolean onPath(String program) {
        for (var directory : List.of("/usr/bin", "/bin", "/usr/sbin", "/usr/local/bin")) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }

    static List<String> join(List<String> first, List<String> second) {
        var joined = new ArrayList<>(first);
        joined.addAll(second);
        return List.copyOf(joined);
    }

    /// HONE_ variables would be read as settings by the control plane, PG ones by PostgreSQL.
    static boolean concernsTheLauncher(String variable) {
        return variable.startsWith("HONE_") || variable.startsWith("PG");
    }
}
