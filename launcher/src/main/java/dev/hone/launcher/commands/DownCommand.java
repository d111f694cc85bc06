package dev.hone.launcher.commands;

import dev.hone.launcher.platform.PlatformState;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

@Command(name = "down", description = "Stop the platform that ./hone up started, in order.")
final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HoneCommand hone;

    DownCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        var directory = hone.dataDirectory();
        var launcher =
                PlatformState.read(directory)
                        .flatMap(PlatformState::launcher)
                        .flatMap(PlatformState.Child::find);
        if (launcher.isEmpty()) {
            hone.people().line("no platform runs on " + directory);
            return ExitCode.OK;
        }
        launcher.get().destroy();
        try {
            launcher.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the platform (pid %d) did not end in %d s"
                            .formatted(launcher.get().pid(), PATIENCE.toSeconds()));
        }
        hone.people().line("stopped");
        return ExitCode.OK;
    }
}
