package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "submit",
        sortOptions = false,
        description = "Train an adapter on a file of rows: uploads it and creates the job.")
final class SubmitCommand implements Callable<Integer> {
    private final HoneCommand hone;

    @Mixin private JobOptions options = new JobOptions();

    @Option(
            names = "--ignore",
            split = ",",
            paramLabel = "CODE",
            description = "Errors of the preflight that shall not block the job.")
    private List<String> ignore = List.of();

    @Option(
            names = "--refuse",
            split = ",",
            paramLabel = "CODE",
            description = "Warnings of the preflight that shall.")
    private List<String> refuse = List.of();

    @Option(names = "--watch", description = "Follow the job until it ends.")
    private boolean watch;

    SubmitCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var format = options.format();
        try (var client = hone.patientClient()) {
            var uploads = new Uploads(client, hone.people(), format);
            var created =
                    uploads.undoIfRefused(
                            () -> client.post("/v1/fine_tuning/jobs", request(uploads)));
            var id = created.path("id").asText();
            hone.people()
                    .line("job " + id + (watch ? "" : "  (follow it: ./hone watch " + id + ")"));
            var job = new Admission(client, hone.people()).await(created);
            if (watch) {
                return new JobWatch(hone, client).toItsResult(id);
            }
            hone.document(job);
            return job.path("status").asText().equals("failed") ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    private static void overrides(ObjectNode request, String what, List<String> codes) {
        if (!codes.isEmpty()) {
            var named = request.withObject("/x_hone/preflight").putArray(what);
            codes.forEach(named::add);
        }
    }

    private ObjectNode request(Uploads uploads) throws IOException {
        var request = options.request(uploads);
        overrides(request, "ignore", ignore);
        overrides(request, "refuse", refuse);
        return request;
    }
}
