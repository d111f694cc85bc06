package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
            description =
                    "Rows: a JSONL, JSON or CSV file, an uploaded one's id, or a version: NAME@3.")
    private String data = "";

    @Option(names = "--validation", paramLabel = "FILE", description = "Rows for validation loss.")
    private Optional<String> validation = Optional.empty();

    @Option(
            names = "--validation-split",
            paramLabel = "SHARE",
            description = "Keeps this share of the questions back for validation, as 0.1.")
    private Optional<Double> validationSplit = Optional.empty();

    @Option(
            names = "--evaluation",
            paramLabel = "FILE",
            description = "Held-out rows: base and adapter answer them at the end.")
    private Optional<String> evaluation = Optional.empty();

    @Option(
            names = "--personal-data",
            split = ",",
            paramLabel = "KIND=report|mask|reject",
            description =
                    "What to do with rows that hold secret, email, iban, card or phone,"
                            + " e.g. email=mask,secret=reject.")
    private Map<String, String> personalData = Map.of();

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

    @Mixin private FormatOptions format = new FormatOptions();

    @Mixin private TrainingOptions training = new TrainingOptions();

    @Mixin private LoraOptions lora = new LoraOptions();

    @Option(names = "--seed", paramLabel = "N")
    private Optional<Integer> seed = Optional.empty();

    @Option(names = "--suffix", description = "Part of the new model's name.")
    private Optional<String> suffix = Optional.empty();

    /// What is said of the files that are uploaded.
    ///
    /// @throws CommandFailure with all that is wrong, before anything is sent
    Optional<ObjectNode> format() {
        return format.checked();
    }

    ObjectNode request(Uploads uploads) throws IOException {
        var request = JsonNodeFactory.instance.objectNode();
        request.put("model", model);
        request.put("training_file", uploads.id(data));
        if (validation.isPresent()) {
            request.put("validation_file", uploads.id(validation.get()));
        }
        var extension = extension(uploads);
        if (!extension.isEmpty()) {
            request.set("x_hone", extension);
        }
        uploads.requireFormatUsed();
        suffix.ifPresent(value -> request.put("suffix", value));
        seed.ifPresent(value -> request.put("seed", value));
        var method = request.putObject("method").put("type", "supervised");
        var numbers = method.putObject("supervised").putObject("hyperparameters");
        training.putInto(numbers);
        lora.putInto(numbers);
        return request;
    }

    private ObjectNode extension(Uploads uploads) throws IOException {
        var extension = JsonNodeFactory.instance.objectNode();
        if (evaluation.isPresent()) {
            extension.put("evaluation_file", uploads.id(evaluation.get()));
        }
        validationSplit.ifPresent(share -> extension.put("validation_split", share));
        if (!personalData.isEmpty()) {
            personalData.forEach(extension.putObject("personal_data")::put);
        }
        if (!ignore.isEmpty() || !refuse.isEmpty()) {
            var overrides = extension.putObject("preflight");
            codes(overrides, "ignore", ignore);
            codes(overrides, "refuse", refuse);
        }
        return extension;
    }

    private static void codes(ObjectNode overrides, String what, List<String> codes) {
        if (!codes.isEmpty()) {
            codes.forEach(overrides.putArray(what)::add);
        }
    }
}
