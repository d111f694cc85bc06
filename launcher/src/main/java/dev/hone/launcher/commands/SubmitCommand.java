package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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

    @Option(names = "--model", required = true, description = "The base model, e.g. hone-nano.")
    private String model = "";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Training rows: a JSONL, JSON or CSV file, or the id of an uploaded one.")
    private String data = "";

    @Option(names = "--validation", paramLabel = "FILE", description = "Rows for validation loss.")
    private Optional<String> validation = Optional.empty();

    @Option(
            names = "--evaluation",
            paramLabel = "FILE",
            description = "Held-out rows: base and adapter answer them at the end.")
    private Optional<String> evaluation = Optional.empty();

    @Mixin private TrainingOptions training = new TrainingOptions();

    @Mixin private LoraOptions lora = new LoraOptions();

    @Option(names = "--seed", paramLabel = "N")
    private Optional<Integer> seed = Optional.empty();

    @Option(names = "--suffix", description = "Part of the new model's name.")
    private Optional<String> suffix = Optional.empty();

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
        try (var client = hone.client()) {
            var uploads = new Uploads(client, hone.people());
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
        var request = JsonNodeFactory.instance.objectNode();
        request.put("model", model);
        request.put("training_file", uploads.id(data));
        if (validation.isPresent()) {
            request.put("validation_file", uploads.id(validation.get()));
        }
        if (evaluation.isPresent()) {
            request.withObject("/x_hone").put("evaluation_file", uploads.id(evaluation.get()));
        }
        overrides(request, "ignore", ignore);
        overrides(request, "refuse", refuse);
        suffix.ifPresent(value -> request.put("suffix", value));
        seed.ifPresent(value -> request.put("seed", value));
        var method = request.putObject("method").put("type", "supervised");
        var numbers = method.putObject("supervised").putObject("hyperparameters");
        training.putInto(numbers);
        lora.putInto(numbers);
        return request;
    }
}
