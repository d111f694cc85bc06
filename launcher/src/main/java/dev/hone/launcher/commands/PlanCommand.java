package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.launcher.client.HoneClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "plan",
        sortOptions = false,
        description = {
            "Say what a job would take, and train nothing: steps, tokens, memory, time, cost.",
            "Files that it uploads it takes back."
        })
final class PlanCommand implements Callable<Integer> {
    private final HoneCommand hone;

    @Mixin private JobOptions options = new JobOptions();

    PlanCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() throws IOException {
        var format = options.format();
        try (var client = hone.patientClient()) {
            var uploads = new Uploads(client, hone.people(), format);
            var quote = uploads.undoIfRefused(() -> quote(client, options.request(uploads)));
            uploads.takeBack();
            hone.document(quote);
            if (!hone.json()) {
                QuoteTable.print(quote, hone.people());
            }
            return ExitCode.OK;
        }
    }

    /// Each question waits for a while at the platform; the counting of rows goes on meanwhile.
    private JsonNode quote(HoneClient client, ObjectNode request) {
        request.withObject("x_hone").put("dry_run", true);
        var quote = client.post("/v1/fine_tuning/jobs", request);
        while (quote.path("status").asText().equals("running")) {
            hone.people().line("the rows are still being counted");
            quote = client.post("/v1/fine_tuning/jobs", request);
        }
        return quote;
    }
}
