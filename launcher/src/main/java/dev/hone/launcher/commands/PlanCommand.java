package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.launcher.client.HoneClient;
import java.io.IOException;
import java.util.HashSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "plan",
        sortOptions = false,
        description = {
            "Say what a job would take, and train nothing: steps, tokens, memory, time, cost.",
            "A job that its preflight would block has no quote; what blocks it is told.",
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
            boolean refused = quote.path("status").asText().equals("refused");
            if (!hone.json() && !refused) {
                QuoteTable.print(quote, hone.people());
            }
            if (!hone.json()) {
                findings(quote.path("preflight"), refused);
            }
            return refused ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    private void findings(JsonNode preflight, boolean refused) {
        var people = hone.people();
        if (refused) {
            people.line("Such a job would not be let in, so there is no quote. What blocks it:");
            PreflightTable.findings(preflight.path("blocking"), people);
            var others = others(preflight);
            if (!others.isEmpty()) {
                people.line("");
                people.line("What else was found:");
                PreflightTable.findings(others, people);
            }
        } else if (!preflight.path("findings").isEmpty()) {
            PreflightTable.findings(preflight.path("findings"), people);
        }
    }

    private static ArrayNode others(JsonNode preflight) {
        var others = JsonNodeFactory.instance.arrayNode();
        var blocking = new HashSet<JsonNode>();
        preflight.path("blocking").forEach(blocking::add);
        for (var finding : preflight.path("findings")) {
            if (!blocking.contains(finding)) {
                others.add(finding);
            }
        }
        return others;
    }

    /// Each question waits for a while at the platform; the preflight goes on meanwhile.
    private JsonNode quote(HoneClient client, ObjectNode request) {
        request.withObject("x_hone").put("dry_run", true);
        var quote = client.post("/v1/fine_tuning/jobs", request);
        while (quote.path("status").asText().equals("running")) {
            hone.people().line("the rows are still being gone over");
            quote = client.post("/v1/fine_tuning/jobs", request);
        }
        return quote;
    }
}
