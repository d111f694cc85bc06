package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Say which Hone this is.")
final class VersionCommand implements Callable<Integer> {
    private final HoneCommand hone;

    VersionCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() throws IOException {
        var properties = new Properties();
        try (var resource = VersionCommand.class.getResourceAsStream("/hone.properties")) {
            if (resource != null) {
                properties.load(resource);
            }
        }
        var version = properties.getProperty("version", "unknown");
        hone.document(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("hone", version)
                        .put("java", System.getProperty("java.version")));
        hone.people()
                .line("hone %s (Java %s)".formatted(version, System.getProperty("java.version")));
        return ExitCode.OK;
    }
}
