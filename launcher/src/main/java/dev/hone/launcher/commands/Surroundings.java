package dev.hone.launcher.commands;

import dev.hone.launcher.platform.Installation;
import dev.hone.launcher.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Everything a command knows about the process it runs in.
///
/// @param variables of the environment
/// @param out for results
/// @param err for errors, and for all that is not machine output under `--json`
public record Surroundings(
        Map<String, String> variables,
        Path home,
        Installation installation,
        Terminal out,
        Terminal err) {
    public Surroundings {
        variables = Map.copyOf(variables);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /// Where the platform of this user keeps its state.
    Path dataDirectory() {
        return variable("HONE_DATA").map(Path::of).orElse(home.resolve(".hone"));
    }
}
