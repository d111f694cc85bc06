package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.launcher.client.ClientException;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.Text;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Repeats a request that may be repeated, for as long as a control plane needs to start again.
final class PartSender {
    private static final int TOO_MANY_REQUESTS = 429;

    private final Terminal people;
    private final List<Duration> pauses;

    /// @param pauses before each repetition
    PartSender(Terminal people, List<Duration> pauses) {
        this.people = people;
        this.pauses = pauses;
    }

    JsonNode send(Supplier<JsonNode> request) {
        for (var pause : pauses) {
            try {
                return request.get();
            } catch (ClientException failed) {
                if (Thread.currentThread().isInterrupted() || !passing(failed)) {
                    throw failed;
                }
                people.line(
                        "%s; trying again in %s"
                                .formatted(failed.getMessage(), Text.duration(pause)));
                sleep(pause, failed);
            }
        }
        return request.get();
    }

    private static boolean passing(ClientException failed) {
        return !(failed instanceof ClientException.Refused refused)
                || !refused.mendable()
                || refused.status() == TOO_MANY_REQUESTS;
    }

    private static void sleep(Duration pause, ClientException failed) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failed;
        }
    }
}
