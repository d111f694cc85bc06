package dev.hone.launcher.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Runs a program of the trainer to its end. In a process of its own: the launcher never loads a
/// native library.
public final class TrainerTool {
    private static final int HEAP_MEBIBYTES = 768;

    private final Installation installation;
    private final int heapMebibytes;

    public TrainerTool(Installation installation) {
        this(installation, HEAP_MEBIBYTES);
    }

    public TrainerTool(Installation installation, int heapMebibytes) {
        this.installation = installation;
        this.heapMebibytes = heapMebibytes;
    }

    /// What a program left behind.
    ///
    /// @param out its standard output
    /// @param err its standard error
    public record Ended(int exitCode, String out, String err) {}

    /// Ends the program if this thread is interrupted.
    public Ended run(String mainClass, List<String> arguments)
            throws IOException, InterruptedException, LaunchException {
        var builder = new ProcessBuilder(command(mainClass, arguments));
        builder.environment().keySet().removeIf(Commands::concernsTheLauncher);
        var process = builder.start();
        try {
            process.getOutputStream().close();
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            var out = text(process.getInputStream());
            return new Ended(process.waitFor(), out, err.join());
        } finally {
            process.destroy();
        }
    }

    /// Options for a program that loads native libraries: where to unpack them, if not at home.
    public List<String> nativeDirectory(Path dataDirectory) {
        if (Files.isWritable(Path.of(System.getProperty("user.home")))) {
            return List.of();
        }
        return List.of("--native-dir", dataDirectory.resolve("work/native").toString());
    }

    private List<String> command(String mainClass, List<String> arguments) throws LaunchException {
        var command = new ArrayList<String>();
        command.add(installation.java().toString());
        command.add("-Xmx" + heapMebibytes + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Dstdout.encoding=UTF-8");
        command.add("-Dstderr.encoding=UTF-8");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        command.addAll(List.of("-cp", installation.workerClassPath(), mainClass));
        command.addAll(arguments);
        return command;
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
