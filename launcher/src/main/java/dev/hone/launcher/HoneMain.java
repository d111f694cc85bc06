package dev.hone.launcher;

import dev.hone.launcher.commands.HoneCommand;
import dev.hone.launcher.commands.Surroundings;
import dev.hone.launcher.platform.Installation;
import dev.hone.launcher.terminal.Terminal;
import java.nio.file.Path;

/// The program behind `./hone`, and the only place that looks at the process's surroundings.
public final class HoneMain {
    private HoneMain() {}

    public static void main(String[] arguments) {
        var variables = System.getenv();
        var columns = Integer.getInteger("hone.columns", 0);
        var colour = columns > 0 && variables.getOrDefault("NO_COLOR", "").isEmpty();
        var surroundings =
                new Surroundings(
                        variables,
                        Path.of(System.getProperty("user.home")),
                        Installation.at(Path.of(System.getProperty("hone.home", "."))),
                        new Terminal(System.out, columns, colour, ""),
                        Terminal.plain(System.err));
        System.exit(HoneCommand.run(surroundings, arguments));
    }
}
