package dev.hone.launcher.commands;

import dev.hone.launcher.platform.LaunchException;
import dev.hone.launcher.platform.TrainerTool;
import java.io.IOException;
import java.util.List;

/// Calls a program of the trainer and turns its end into what a command does: its output, or a
/// failure in its words.
final class TrainerCall {
    private final TrainerTool tool;

    TrainerCall(TrainerTool tool) {
        this.tool = tool;
    }

    /// The program's standard output. Ctrl-C ends the program first.
    String output(String mainClass, List<String> arguments) throws IOException, LaunchException {
        try (var _ = OrderlyEnd.ofThisThread()) {
            var ended = tool.run(mainClass, arguments);
            return switch (ended.exitCode()) {
                case ExitCode.OK -> ended.out();
                case ExitCode.USAGE -> throw CommandFailure.usage(faults(ended.err()));
                default ->
                        throw new CommandFailure(
                                ExitCode.FAILED,
                                "the trainer ended with exit code %d:%n%s"
                                        .formatted(ended.exitCode(), ended.err().strip()));
            };
        } catch (InterruptedException _) {
            throw new CommandFailure(ExitCode.FAILED, "stopped");
        }
    }

    /// Every line is one.
    private static String faults(String err) {
        return String.join("; ", err.strip().lines().toList());
    }
}
