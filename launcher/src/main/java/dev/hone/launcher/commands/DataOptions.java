package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which rows a base is to learn, and how they are read; files are uploaded where they are not ids
/// already.
final class DataOptions {
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
            names = "--personal-data",
            split = ",",
            paramLabel = "KIND=report|mask|reject",
            description =
                    "What to do with rows that hold secret, email, iban, card or phone,"
                            + " e.g. email=mask,secret=reject.")
    private Map<String, String> personalData = Map.of();

    @Mixin private FormatOptions format = new FormatOptions();

    /// What is said of the files that are uploaded.
    ///
    /// @throws CommandFailure with all that is wrong, before anything is sent
    Optional<ObjectNode> format() {
        return format.checked();
    }

    void putInto(ObjectNode request, Uploads uploads) throws IOException {
        request.put("model", model);
        request.put("training_file", uploads.id(data));
        if (validation.isPresent()) {
            request.put("validation_file", uploads.id(validation.get()));
        }
        validationSplit.ifPresent(
                share -> request.withObject("/x_hone").put("validation_split", share));
        if (!personalData.isEmpty()) {
            personalData.forEach(request.withObject("/x_hone/personal_data")::put);
        }
    }
}
