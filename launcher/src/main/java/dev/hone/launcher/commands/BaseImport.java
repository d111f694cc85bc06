package dev.hone.launcher.commands;

import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.platform.Installation;
import dev.hone.launcher.platform.PlatformEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.Consumer;

/// Brings the model that is part of the checkout into a new platform.
final class BaseImport {
    static final String MODEL = "hone-nano";

    private BaseImport() {}

    /// Does nothing when the platform has it.
    static void ensure(HoneClient client, Installation installation, Consumer<PlatformEvent> events)
            throws IOException {
        var directory = installation.baseModel();
        if (client.find("/v1/models/" + MODEL).isPresent()) {
            return;
        }
        if (!Files.isDirectory(directory)) {
            events.accept(
                    new PlatformEvent.Notice(
                            directory
                                    + " is missing: import a base model with ./hone models import DIR"));
            return;
        }
        var begin = System.nanoTime();
        client.importModel(MODEL, directory);
        events.accept(
                new PlatformEvent.Imported(MODEL, Duration.ofNanos(System.nanoTime() - begin)));
    }
}
