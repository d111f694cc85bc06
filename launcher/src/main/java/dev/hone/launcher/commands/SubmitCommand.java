package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "submit",
        sortOptions = false,
        description = "Train an adapter on a JSONL file: uploads it and creates the job.")
final class SubmitCommand implements Callable<Integer> {
    private final HoneCommand hone;

    @Option(names = "--model", required = true, description = "The base model, e.g. hone-nano.")
    private String model = "";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Training rows: a JSONL file, or the id of an uploaded one.")
    private String data = "";

    @Option(names = "--validation", paramLabel = "FILE", description = "Rows for validation loss.")
    private Optional<String> validation = Optional.empty();

    @Option(
            names = "--evaluation",
            paramLabel = "FILE",
            description = "Held-out rows: base and adapter answer them at the end.")
    private Optional<String> evaluation = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N")
    private Optional<Integer> epochs = Optional.empty();

    @Option(names = "--batch-size", paramLabel = "ROWS")
    private Optional<Integer> batchSize = Optional.empty();

    @Option(names = "--rank", paramLabel = "N")
    private Optional<Integer> rank = Optional.empty();

    @Option(names = "--alpha", paramLabel = "X")
    private Optional<Double> alpha = Optional.empty();

    @Mixin private LoraOptions lora = new LoraOptions();

    @Option(names = "--learning-rate", paramLabel = "X")
    private Optional<Double> learningRate = Optional.empty();

    @Option(names = "--max-length", paramLabel = "TOKENS")
    private Optional<Integer> maxLength = Optional.empty();

    @Option(names = "--precision", paramLabel = "bf16|fp32")
    private Optional<String> precision = Optional.empty();

    @Option(names = "--seed", paramLabel = "N")
    private Optional<Integer> seed = Optional.empty();

    @Option(names = "--suffix", description = "Part of the new model's name.")
    private Optional<String> suffix = Optional.empty();

    @Option(names = "--watch", description = "Follow the job until it ends.")
    private boolean watch;

    SubmitCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var client = hone.client()) {
            var uploads = new Uploads(client, hone.people());
            var job =
                    uploads.undoIfRefused(
                            () -> client.post("/v1/fine_tuning/jobs", request(uploads)));
            var id = job.path("id").asText();
            if (!watch) {
                hone.document(job);
            }
            hone.people()
                    .line("job " + id + (watch ? "" : "  (follow it: ./hone watch " + id + ")"));
            return watch ? JobWatch.exitCode(new JobWatch(hone, client).follow(id)) : ExitCode.OK;
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
            request.putObject("x_hone").put("evaluation_file", uploads.id(evaluation.get()));
        }
        suffix.ifPresent(value -> request.put("suffix", value));
        seed.ifPresent(value -> request.put("seed", value));
        var method = request.putObject("method").put("type", "supervised");
        var numbers = method.putObject("supervised").putObject("hyperparameters");
        epochs.ifPresent(value -> numbers.put("n_epochs", value));
        batchSize.ifPresent(value -> numbers.put("batch_size", value));
        rank.ifPresent(value -> numbers.put("lora_rank", value));
        alpha.ifPresent(value -> numbers.put("lora_alpha", value));
        lora.putInto(numbers);
        learningRate.ifPresent(value -> numbers.put("learning_rate", value));
        maxLength.ifPresent(value -> numbers.put("max_length", value));
        precision.ifPresent(value -> numbers.put("precision", value));
        return request;
    }
}
