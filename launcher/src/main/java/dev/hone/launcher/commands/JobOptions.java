package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A job as options; its files are uploaded where they are not ids already.
final class JobOptions {
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

    ObjectNode request(Uploads uploads) throws IOException {
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
        training.putInto(numbers);
        lora.putInto(numbers);
        return request;
    }
}
