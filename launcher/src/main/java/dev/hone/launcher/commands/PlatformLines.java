package dev.hone.launcher.commands;

import dev.hone.launcher.platform.PlatformEvent;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.Text;
import java.util.function.Consumer;

/// One line for everything that happens to the platform.
final class PlatformLines implements Consumer<PlatformEvent> {
    private static final int PART_WIDTH = 14;

    private final Terminal terminal;
    private final String indent;

    PlatformLines(Terminal terminal, String indent) {
        this.terminal = terminal;
        this.indent = indent;
    }

    @Override
    public synchronized void accept(PlatformEvent event) {
        switch (event) {
            case PlatformEvent.Preparing(var part, var what) -> {
                if (terminal.interactive()) {
                    terminal.overwrite(indent + terminal.dim(part.title() + ": " + what));
                }
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
                terminal.line(indent + "the end of " + log + ":");
                lastLines.forEach(text -> terminal.line(indent + "  " + Text.printable(text)));
            }
            case PlatformEvent.Stopped(var part) -> line(part.title(), "stopped");
            case PlatformEvent.FoundLeftover(var part, var pid) ->
                    line(part, "left over from an ended launcher: stopping pid " + pid);
            case PlatformEvent.Imported(var model, var took) ->
                    line(
                            model,
                            terminal.green("imported") + "  " + terminal.dim(Text.duration(took)));
            case PlatformEvent.Notice(var text) -> terminal.line(indent + terminal.yellow(text));
        }
    }

    private void line(String part, String text) {
        terminal.line(indent + Text.pad(part, PART_WIDTH) + text);
    }
}
