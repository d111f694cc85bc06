package dev.hone.launcher.commands;

import dev.hone.launcher.platform.PlatformEvent;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.Text;
import java.util.function.Consumer;

/// One line for everything that happens to the platform.
final class PlatformLines implements Consumer<PlatformEvent> {
    private static final int PART_WIDTH = 14;

    private final Terminal terminal;

    PlatformLines(Terminal terminal) {
        this.terminal = terminal;
    }

    /// The same lines but those of one kind.
    Consumer<PlatformEvent> without(Class<? extends PlatformEvent> kind) {
        return event -> {
            if (!kind.isInstance(event)) {
                accept(event);
            }
        };
    }

    @Override
    public synchronized void accept(PlatformEvent event) {
        switch (event) {
            case PlatformEvent.Preparing(var part, var what) -> {
                if (terminal.interactive()) {
                    terminal.overwrite(terminal.dim(part.title() + ": " + what));
                }
            }
            case PlatformEvent.StillStarting(var part, var since, var log, var lastLines) -> {
                line(
                        part.title(),
                        "%s after %s; its log, %s, ends with"
                                .formatted(
                                        terminal.yellow("not ready"), Text.duration(since), log));
                lastLines.forEach(text -> terminal.line("  " + Text.printable(text)));
            }
            case PlatformEvent.Ready(var part, var address, var took, var again) ->
                    line(
                            part.title(),
                            "%s  %s  %s"
                                    .formatted(
                                            terminal.green(again ? "ready again" : "ready"),
                                            address,
                                            terminal.dim(Text.duration(took))));
            case PlatformEvent.Died(var part, var exitCode, var restartIn) ->
                    line(
                            part.title(),
                            terminal.yellow("ended with exit code " + exitCode)
                                    + ", started again in "
                                    + Text.duration(restartIn));
            case PlatformEvent.GaveUp(var part, var log, var lastLines) -> {
                line(part.title(), terminal.red("ends again and again: stopping everything"));
                terminal.line("the end of " + log + ":");
                lastLines.forEach(text -> terminal.line("  " + Text.printable(text)));
            }
            case PlatformEvent.Stopped(var part) -> line(part.title(), "stopped");
            case PlatformEvent.FoundLeftover(var part, var pid) ->
                    line(part, "left over from an ended launcher: stopping pid " + pid);
            case PlatformEvent.Imported(var model, var took) ->
                    line(
                            model,
                            terminal.green("imported") + "  " + terminal.dim(Text.duration(took)));
            case PlatformEvent.Notice(var text) -> terminal.line(terminal.yellow(text));
        }
    }

    private void line(String part, String text) {
        terminal.line(Text.pad(part, PART_WIDTH) + text);
    }
}
