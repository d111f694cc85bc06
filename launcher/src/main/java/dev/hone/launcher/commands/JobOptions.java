package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A job as options.
final class JobOptions {
    @Mixin private DataOptions rows = new DataOptions();

    @Option(
            names = "--evaluation",
            paramLabel = "FILE",
            description = "Held-out rows: base and adapter answer them at the end.")
    private Optional<String> evaluation = Optional.empty();

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

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description =
                    "When the job must have ended, such as 2026-12-24T18:00:00Z; else it fails.")
    private Optional<String> deadline = Optional.empty();

    @Option(
            names = "--worker-seconds",
            paramLabel = "N",
            description = "What the job may take of workers; beyond that it is stopped and fails.")
    private Optional<Double> workerSeconds = Optional.empty();

    @Option(
            names = "--money",
            paramLabel = "AMOUNT",
            description =
                    "What the job may cost, in the currency of its pool's price; beyond that it is"
                            + " stopped and fails.")
    private Optional<Double> money = Optional.empty();

    @Mixin private PlaceOptions place = new PlaceOptions();

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
        return rows.format();
    }

    ObjectNode request(Uploads uploads) throws IOException {
        var request = JsonNodeFactory.instance.objectNode();
        rows.putInto(request, uploads);
        if (evaluation.isPresent()) {
            request.withObject("/x_hone").put("evaluation_file", uploads.id(evaluation.get()));
        }
        uploads.requireFormatUsed();
        codes(request, "ignore", ignore);
        codes(request, "refuse", refuse);
        deadline.ifPresent(time -> request.withObject("/x_hone/limits").put("deadline", time));
        workerSeconds.ifPresent(
                seconds -> request.withObject("/x_hone/limits").put("worker_seconds", seconds));
        money.ifPresent(amount -> request.withObject("/x_hone/limits").put("money", amount));
        place.putInto(request);
        suffix.ifPresent(value -> request.put("suffix", value));
        seed.ifPresent(value -> request.put("seed", value));
        var method = request.putObject("method").put("type", "supervised");
        var numbers = method.putObject("supervised").putObject("hyperparameters");
        training.putInto(numbers);
        lora.putInto(numbers);
        return request;
    }

    private static void codes(ObjectNode request, String what, List<String> codes) {
        if (!codes.isEmpty()) {
            codes.forEach(request.withObject("/x_hone/preflight").putArray(what)::add);
        }
    }
}
