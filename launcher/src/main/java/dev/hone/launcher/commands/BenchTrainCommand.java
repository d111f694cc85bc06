package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.launcher.platform.LaunchException;
import dev.hone.launcher.platform.TrainerTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        sortOptions = false,
        description = "Speed, memory and latency of LoRA training on synthetic, full rows.")
final class BenchTrainCommand implements Callable<Integer> {
    private static final String MAIN = "dev.hone.trainer.bench.BenchMain";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HoneCommand hone;

    @Option(
            names = "--model",
            paramLabel = "DIR|hone-nano",
            description = "A Hugging Face directory; default hone-nano.")
    private String model = BaseImport.MODEL;

    @Option(names = "--batch", paramLabel = "ROWS", description = "Default 8.")
    private Optional<Integer> batch = Optional.empty();

    @Option(names = "--length", paramLabel = "TOKENS", description = "Default 256.")
    private Optional<Integer> length = Optional.empty();

    @Option(names = "--rank", paramLabel = "N", description = "Default 16.")
    private Optional<Integer> rank = Optional.empty();

    @Option(names = "--dropout", paramLabel = "P", description = "Default 0.")
    private Optional<Double> dropout = Optional.empty();

    @Option(names = "--dora", description = "Magnitudes by themselves; not the default.")
    private boolean magnitudes;

    @Option(names = "--dtype", paramLabel = "bf16|fp32", description = "Default bf16.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--steps", paramLabel = "N", description = "Timed steps; default 10.")
    private Optional<Integer> steps = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda",
            description = "Default auto: a GPU if libtorch can use one.")
    private Optional<String> device = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", description = "Default: all.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = "What the run may plan with; default: what there is.")
    private Optional<Integer> memory = Optional.empty();

    BenchTrainCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() throws IOException, LaunchException {
        var arguments = new ArrayList<>(List.of("--model", hone.modelDirectory(model).toString()));
        add(arguments, "--batch", batch);
        add(arguments, "--length", length);
        add(arguments, "--rank", rank);
        add(arguments, "--dropout", dropout);
        add(arguments, "--dora", Optional.of(magnitudes));
        add(arguments, "--dtype", type);
        add(arguments, "--steps", steps);
        add(arguments, "--device", device);
        add(arguments, "--threads", threads);
        add(arguments, "--memory", memory);
        var tool = new TrainerTool(hone.surroundings().installation());
        arguments.addAll(tool.nativeDirectory(hone.dataDirectory()));
        JsonNode report = JSON.readTree(new TrainerCall(tool).output(MAIN, arguments));
        hone.document(report);
        if (!hone.json()) {
            BenchTable.print(report, hone.people());
        }
        return ExitCode.OK;
    }

    private static void add(List<String> arguments, String name, Optional<?> value) {
        value.ifPresent(given -> arguments.addAll(List.of(name, given.toString())));
    }
}
