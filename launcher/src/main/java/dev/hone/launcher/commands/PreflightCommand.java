package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.launcher.client.HoneClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "preflight",
        sortOptions = false,
        description = "Say what a job would find wrong with a file of rows, without training.")
final class PreflightCommand implements Callable<Integer> {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final HoneCommand hone;

    @Mixin private DataOptions rows = new DataOptions();

    @Option(names = "--max-length", paramLabel = "TOKENS")
    private Optional<Integer> maxLength = Optional.empty();

    @Option(names = "--loss-on", paramLabel = "assistant|completion|all")
    private Optional<String> lossOn = Optional.empty();

    PreflightCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var format = rows.format();
        try (var client = hone.client()) {
            var uploads = new Uploads(client, hone.people(), format);
            var begun =
                    uploads.undoIfRefused(() -> client.post("/v1/preflights", request(uploads)));
            var preflight = ended(client, begun);
            hone.document(preflight);
            if (!preflight.path("status").asText().equals("succeeded")) {
                throw new CommandFailure(
                        ExitCode.FAILED, preflight.path("error").path("message").asText());
            }
            if (!hone.json()) {
                PreflightTable.print(preflight, hone.people());
            }
            return blocked(preflight.path("report")) ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    private static JsonNode ended(HoneClient client, JsonNode begun) throws InterruptedException {
        var preflight = begun;
        while (!preflight.path("status").asText().matches("succeeded|failed")) {
            Thread.sleep(INTERVAL);
            preflight =
                    client.get(
                            "/v1/preflights/" + HoneClient.encode(preflight.path("id").asText()));
        }
        return preflight;
    }

    private static boolean blocked(JsonNode report) {
        for (var finding : report.path("findings")) {
            if (finding.path("severity").asText().equals("error")) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode request(Uploads uploads) throws IOException {
        var request = JsonNodeFactory.instance.objectNode();
        rows.putInto(request, uploads);
        uploads.requireFormatUsed();
        var settings = request.putObject("hyperparameters");
        maxLength.ifPresent(tokens -> settings.put("max_length", tokens));
        lossOn.ifPresent(what -> settings.put("loss_on", what));
        return request;
    }
}
