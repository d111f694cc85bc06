package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.launcher.platform.LaunchException;
import dev.hone.launcher.platform.TrainerTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Measures this machine, and how well a platform did what it said.
@Command(name = "bench", description = "Measure this machine.")
final class BenchCommand implements Callable<Integer> {
    private static final String PREFLIGHT = "dev.hone.datasets.bench.PreflightBench";
    private static final String CHECK = "dev.hone.datasets.bench.CheckBench";
    private static final String VERSIONS = "dev.hone.datasets.bench.VersionsBench";
    private static final String CONTENT = "dev.hone.datasets.bench.ContentBench";

    /// What the control plane has at least.
    private static final int CHECK_HEAP = 512;

    private static final String MEGA = "000000";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HoneCommand hone;

    @Spec private CommandSpec spec = CommandSpec.create();

    BenchCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to measure: bench train, check, preflight, versions, content or quote");
    }

    @Command(
            name = "check",
            sortOptions = false,
            description = "Speed and memory of the check that every upload goes through.")
    int check(
            @Option(
                            names = "--megabytes",
                            defaultValue = "1000",
                            paramLabel = "N",
                            description =
                                    "Length of the file of chats that is made for it, and deleted"
                                            + " afterwards; default 1000.")
                    int megabytes,
            @Option(
                            names = "--runs",
                            defaultValue = "3",
                            paramLabel = "N",
                            description = "Default 3.")
                    int runs)
            throws IOException, LaunchException {
        if (megabytes < 1 || runs < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--megabytes and --runs must be at least 1, were %d and %d"
                            .formatted(megabytes, runs));
        }
        JsonNode report =
                measured(
                        CHECK,
                        List.of(megabytes + MEGA, String.valueOf(runs), temporaryDirectory()));
        if (!hone.json()) {
            BenchTable.printCheck(report, hone.people());
        }
        return ExitCode.OK;
    }

    @Command(
            name = "preflight",
            sortOptions = false,
            description = "Speed and memory of a preflight, and the tokenizer's own speed.")
    int preflight(
            @Option(
                            names = "--model",
                            defaultValue = BaseImport.MODEL,
                            paramLabel = "DIR|hone-nano",
                            description = "A Hugging Face directory; default hone-nano.")
                    String model,
            @Option(
                            names = "--megabytes",
                            defaultValue = "1000",
                            paramLabel = "N",
                            description =
                                    "Length of the file of chats that is made for it, and deleted"
                                            + " afterwards; default 1000.")
                    int megabytes)
            throws IOException, LaunchException {
        JsonNode report =
                measured(
                        PREFLIGHT,
                        List.of(
                                hone.modelDirectory(model).toString(),
                                bytes(megabytes),
                                temporaryDirectory()));
        if (!hone.json()) {
            BenchTable.printPreflight(report, hone.people());
        }
        return ExitCode.OK;
    }

    @Command(
            name = "versions",
            sortOptions = false,
            description = "Speed and memory of comparing two datasets and of splitting one.")
    int versions(
            @Option(
                            names = "--megabytes",
                            defaultValue = "1000",
                            paramLabel = "N",
                            description =
                                    "Length of each of the files that are made for it, and deleted"
                                            + " afterwards; default 1000.")
                    int megabytes)
            throws IOException, LaunchException {
        JsonNode report = measured(VERSIONS, List.of(bytes(megabytes), temporaryDirectory()));
        if (!hone.json()) {
            BenchTable.printVersions(report, hone.people());
        }
        return ExitCode.OK;
    }

    @Command(
            name = "content",
            sortOptions = false,
            description =
                    "What the look across rows (copies, leaks, triggers, labels, languages) finds"
                            + " in a file, its speed and its memory.")
    int content(
            @Option(
                            names = "--data",
                            paramLabel = "FILE",
                            description = "Training rows; without it chats are made.")
                    Optional<Path> data,
            @Option(names = "--validation", paramLabel = "FILE") Optional<Path> validation,
            @Option(
                            names = "--columns",
                            paramLabel = "MEMBER=COLUMN,...",
                            description = "The files' names, e.g. prompt=question.")
                    Optional<String> columns,
            @Option(
                            names = "--megabytes",
                            defaultValue = "1000",
                            paramLabel = "N",
                            description = "Length of the file that is made; default 1000.")
                    int megabytes)
            throws IOException, LaunchException {
        var length = bytes(megabytes);
        var arguments = new ArrayList<String>();
        if (data.isEmpty()) {
            arguments.addAll(List.of("made", length, temporaryDirectory()));
        } else {
            arguments.addAll(List.of("files", temporaryDirectory(), absolute(data.get())));
            validation.ifPresent(file -> arguments.add(absolute(file)));
            columns.ifPresent(names -> arguments.add("--columns=" + names));
        }
        JsonNode report = measured(CONTENT, arguments);
        if (!hone.json()) {
            BenchTable.printContent(report, hone.people());
        }
        return ExitCode.OK;
    }

    /// What a program of the module datasets prints, with the heap that the control plane has.
    private JsonNode measured(String main, List<String> arguments)
            throws IOException, LaunchException {
        var tool = new TrainerTool(hone.surroundings().installation(), CHECK_HEAP);
        JsonNode report = JSON.readTree(new TrainerCall(tool).output(main, arguments));
        hone.document(report);
        return report;
    }

    private String bytes(int megabytes) {
        if (megabytes < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--megabytes must be at least 1, was " + megabytes);
        }
        return megabytes + MEGA;
    }

    private static String temporaryDirectory() {
        return System.getProperty("java.io.tmpdir");
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }

    @Command(
            name = "quote",
            sortOptions = false,
            description = "How well the finished jobs of a platform were quoted.")
    int quote(
            @Option(
                            names = "--limit",
                            defaultValue = "1000",
                            paramLabel = "N",
                            description = "The newest N jobs; default 1000.")
                    int limit)
            throws IOException {
        try (var client = hone.client()) {
            var errors = client.get("/v1/fine_tuning/quotes/errors?limit=" + limit);
            hone.document(errors);
            if (!hone.json()) {
                QuoteTable.printErrors(errors, hone.people());
            }
            return ExitCode.OK;
        }
    }
}
