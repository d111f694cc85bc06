package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.launcher.client.ClientException;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.TransferBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Sends one file, with its progress: small ones in one request, large ones in parts.
///
/// @param largestPlain bytes; a larger file goes in parts, so that an interruption costs little
/// @param partBytes what an interruption costs at most
/// @param pauses before each repetition of a request
record FileUpload(long largestPlain, int partBytes, List<Duration> pauses) {
    /// A minute in all: a control plane that was killed is back by then.
    static final FileUpload USUAL =
            new FileUpload(
                    64L << 20,
                    16 << 20,
                    Stream.of(1, 2, 4, 8, 15, 30).map(Duration::ofSeconds).toList());

    /// What is said of a file.
    ///
    /// @param format what is known of a dataset's rows; the rest is detected
    record About(String purpose, Optional<ObjectNode> format) {}

    JsonNode send(HoneClient client, Terminal people, Path file, About about) throws IOException {
        var bytes = Files.size(file);
        if (bytes <= largestPlain) {
            var bar = new TransferBar(people, Math.max(bytes, 1));
            return client.upload(file, about.purpose(), about.format(), bar::show);
        }
        try (var _ = OrderlyEnd.ofThisThread()) {
            return inParts(client, people, file, about);
        }
    }

    private JsonNode inParts(HoneClient client, Terminal people, Path file, About about)
            throws IOException {
        try {
            var sender = new PartSender(people, pauses);
            return new PartUpload(client, people, sender, file, partBytes).send(about);
        } catch (ClientException.Unreachable broken) {
            people.line(
                    "interrupted: what has arrived is kept for a while, and the same command goes"
                            + " on with it: ./hone files upload "
                            + file);
            throw broken;
        }
    }
}
