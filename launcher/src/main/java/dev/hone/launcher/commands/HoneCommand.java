package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.platform.Keys;
import dev.hone.launcher.platform.PlatformState;
import dev.hone.launcher.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/// The root of all commands, and what they share: output, and the way to the platform.
@Command(
        name = "hone",
        description = "Turns your data into your own models, on your own machines.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, 1 the job or the start failed, 2 wrong command line,",
            "            3 no Hone answers, 4 Hone refused.",
            "Documentation: docs/reference/cli.md"
        })
public final class HoneCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Surroundings surroundings;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print JSON on standard output, all else on standard error.")
    private boolean json;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The platform to talk to (HONE_URL).")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            scope = ScopeType.INHERIT,
            description = "Its key (HONE_API_KEY).")
    private Optional<String> apiKey = Optional.empty();

    @Option(
            names = "--platform",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "The data directory of the local platform to talk to (HONE_DATA, ~/.hone).")
    private Optional<Path> platform = Optional.empty();

    private HoneCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// Runs one command line and returns its exit code.
    public static int run(Surroundings surroundings, String... arguments) {
        var root = new HoneCommand(surroundings);
        var specification = CommandSpec.forAnnotatedObject(root);
        specification.addOption(help());
        var line = new CommandLine(specification);
        line.addSubcommand("demo", new DemoCommand(root));
        line.addSubcommand("up", new UpCommand(root));
        line.addSubcommand("down", new DownCommand(root));
        line.addSubcommand("status", new StatusCommand(root));
        line.addSubcommand("preflight", new PreflightCommand(root));
        line.addSubcommand("submit", new SubmitCommand(root));
        line.addSubcommand("plan", new PlanCommand(root));
        line.addSubcommand("jobs", new JobsCommand(root));
        line.addSubcommand("watch", new WatchCommand(root));
        line.addSubcommand("cancel", new CancelCommand(root));
        line.addSubcommand("workers", new WorkersCommand(root));
        line.addSubcommand("models", new ModelsCommand(root));
        line.addSubcommand("files", new FilesCommand(root));
        line.addSubcommand("datasets", new DatasetsCommand(root));
        line.addSubcommand("bench", bench(root));
        line.addSubcommand("kernels", new KernelsCommand(root));
        line.addSubcommand("version", new VersionCommand(root));
        line.setOut(writer(surroundings.out()));
        line.setErr(writer(surroundings.err()));
        line.setExecutionExceptionHandler(
                (failed, _, _) -> Failures.show(failed, surroundings.err(), root.json));
        line.setParameterExceptionHandler(root::explain);
        line.setUsageHelpAutoWidth(false);
        if (arguments.length == 0) {
            line.usage(line.getOut());
            return ExitCode.USAGE;
        }
        return line.execute(arguments);
    }

    private static CommandLine bench(HoneCommand root) {
        var bench = new CommandLine(new BenchCommand(root));
        bench.addSubcommand("train", new BenchTrainCommand(root));
        return bench;
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("Explain a command.")
                .build();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    boolean json() {
        return json;
    }

    /// Where words for people go: standard output, unless that is for a machine.
    Terminal people() {
        return json ? surroundings.err() : surroundings.out();
    }

    /// The one JSON document of a command, or nothing when people read.
    void document(JsonNode document) {
        if (json) {
            surroundings.out().line(document.toString());
        }
    }

    /// Several objects as one document.
    void documents(Collection<JsonNode> documents) {
        if (json) {
            var list = JSON.createObjectNode().put("object", "list");
            list.putArray("data").addAll(documents);
            document(list);
        }
    }

    Path dataDirectory() {
        return platform.orElseGet(surroundings::dataDirectory);
    }

    /// The directory of the base that comes along, or another one in the form of Hugging Face.
    Path modelDirectory(String model) {
        return model.equals(BaseImport.MODEL)
                ? surroundings.installation().baseModel()
                : Path.of(model).toAbsolutePath().normalize();
    }

    /// A client for the platform that the options, the environment or the data directory name.
    HoneClient client() {
        return client(HoneClient::new);
    }

    /// For requests that are answered when whole files were read.
    HoneClient patientClient() {
        return client(HoneClient::patient);
    }

    /// @param kind makes one for an address and a key
    private HoneClient client(BiFunction<String, String, HoneClient> kind) {
        var address = url.or(() -> surroundings.variable("HONE_URL"));
        var key = apiKey.or(() -> surroundings.variable("HONE_API_KEY"));
        if (address.isPresent()) {
            return kind.apply(
                    checked(address.get()), key.or(this::localKey).orElseThrow(this::noKey));
        }
        var state = PlatformState.read(dataDirectory());
        if (state.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "no Hone has run on %s: start one with ./hone up, or name one with --url and --api-key"
                            .formatted(dataDirectory()));
        }
        return kind.apply(state.get().url(), key.or(this::localKey).orElseThrow(this::noKey));
    }

    private static String checked(String address) {
        if (address.matches("https?://[^/\\s]+/?")) {
            return address;
        }
        throw CommandFailure.usage(
                "the URL of a Hone is http(s)://host:port without a path, was " + address);
    }

    private Optional<String> localKey() {
        try {
            return Optional.of(Keys.load(dataDirectory()).apiKey());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private CommandFailure noKey() {
        return CommandFailure.usage(
                "no API key: give --api-key or HONE_API_KEY (a local platform keeps its own in %s)"
                        .formatted(dataDirectory().resolve("keys")));
    }

    private int explain(ParameterException wrong, String[] arguments) {
        var err = surroundings.err();
        err.line("hone: " + wrong.getMessage());
        var command = wrong.getCommandLine();
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr())) {
            err.line("      see ./" + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USAGE;
    }

    private static PrintWriter writer(Terminal terminal) {
        return new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8);
    }
}
