package dev.hone.launcher.commands;

import java.io.IOException;
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
                            () -> client.post("/v1/fine_tuning/jobs", options.request(uploads)));
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
}
