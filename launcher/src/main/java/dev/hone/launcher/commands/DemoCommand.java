package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.platform.LaunchException;
import dev.hone.launcher.platform.Platform;
import dev.hone.launcher.platform.PlatformEvent;
import dev.hone.launcher.platform.PlatformOptions;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Train an adapter on sample tickets, from an empty directory to its score.",
            "Starts a platform in a temporary directory, and measures base and adapter on tickets",
            "that neither saw."
        })
final class DemoCommand implements Callable<Integer> {
    private static final String NAME = "tickets";
    private static final String INDENT = "   ";
    private static final int COMMAND_WIDTH = 60;

    private final HoneCommand hone;

    @Option(names = "--keep", description = "Leave the platform running, and its directory.")
    private boolean keep;

    DemoCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() throws LaunchException, IOException {
        var begin = System.nanoTime();
        var directory = temporaryDirectory();
        var out = hone.people();
        var options = PlatformOptions.defaults(hone.surroundings().installation(), directory);
        out.line(out.bold("Hone demo") + ": teach hone-nano to sort support tickets");
        out.line("");
        out.line(out.bold("1  Start") + out.dim("  PostgreSQL, Kafka, control plane, worker"));
        var lines = new PlatformLines(out.indented(INDENT)).without(PlatformEvent.Stopped.class);
        try (var end = OrderlyEnd.ofThisThread();
                var leaving = new Leaving(directory, out, end);
                var platform = Platform.start(options, lines);
                var client = new HoneClient(platform.url(), platform.keys().apiKey())) {
            BaseImport.ensure(client, options.installation(), lines);
            var job = train(client);
            if (JobWatch.exitCode(job) != ExitCode.OK) {
                hone.document(job);
                return ExitCode.FAILED;
            }
            finish(client, job, Duration.ofNanos(System.nanoTime() - begin));
            leaving.succeeded(!keep);
            if (keep) {
                out.line("");
                out.line("The platform runs on at " + out.bold(platform.url()) + " until Ctrl-C.");
                out.line("Talk to it with ./hone --platform " + directory + " jobs");
                platform.awaitEnd();
            }
            return ExitCode.OK;
        } catch (InterruptedException _) {
            out.line("stopped");
            return ExitCode.FAILED;
        }
    }

    private JsonNode train(HoneClient client) throws IOException, InterruptedException {
        var out = hone.people();
        var installation = hone.surroundings().installation();
        out.line("");
        out.line(out.bold("2  Data"));
        var uploads = new Uploads(client, out.indented(INDENT));
        var training = uploads.id(installation.tickets("train.jsonl").toString());
        var test = uploads.id(installation.tickets("test.jsonl").toString());
        out.line("");
        out.line(out.bold("3  Train") + out.dim("  LoRA on all seven linear layers"));
        var job = client.post("/v1/fine_tuning/jobs", request(training, test));
        return new JobWatch(hone, client, out.indented(INDENT)).follow(job.path("id").asText());
    }

    private static ObjectNode request(String training, String test) {
        var request = JsonNodeFactory.instance.objectNode();
        request.put("model", BaseImport.MODEL).put("training_file", training);
        request.put("suffix", NAME).put("seed", DemoSettings.SEED);
        request.putObject("x_hone")
                .put("evaluation_file", test)
                .put("evaluation_max_rows", DemoSettings.EVALUATED_ROWS)
                .put("evaluation_max_new_tokens", DemoSettings.NEW_TOKENS);
        return request;
    }

    private void finish(HoneClient client, JsonNode job, Duration took) throws IOException {
        var out = hone.people();
        var model = job.path("fine_tuned_model").asText();
        var evaluation = job.path("x_hone").path("evaluation");
        var reportFile = evaluation.path("report_file_id").asText();
        out.line("");
        new DemoReport(out).print(client.get("/v1/files/" + reportFile + "/content"));
        var adapter = pull(client, model);
        out.line(out.bold("5  The adapter"));
        out.line("   " + out.bold(adapter.toString()) + out.dim("  (PEFT format)"));
        out.line(out.dim("   registered as " + model + "; all of it took " + Text.duration(took)));
        goOn(out);
        var document = JsonNodeFactory.instance.objectNode().put("adapter", adapter.toString());
        document.put("seconds", took.toSeconds()).put("model", model).set("evaluation", evaluation);
        hone.document(document);
    }

    /// Out of the temporary directory, to where it survives.
    private Path pull(HoneClient client, String model) throws IOException {
        var name = model.replaceAll("[^A-Za-z0-9]+", "-");
        var target = hone.surroundings().home().resolve(".hone/adapters").resolve(name);
        new ModelPull(client).pull(model, target);
        return target;
    }

    private static void goOn(Terminal out) {
        out.line("");
        out.line(out.bold("Go on"));
        next(out, "./hone up", "the same platform, to keep");
        next(out, "./hone submit --model hone-nano --data FILE.jsonl --watch", "your own rows");
        next(out, "docs/reference/cli.md", "every command");
    }

    private static void next(Terminal out, String command, String what) {
        out.line(INDENT + Text.pad(command, COMMAND_WIDTH) + out.dim(what));
    }

    /// Others may pass through, as the account of PostgreSQL must.
    private static Path temporaryDirectory() throws IOException {
        var directory = Files.createTempDirectory("hone-demo-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        return directory;
    }

    /// Removes the temporary directory after the platform has stopped, unless its logs are needed.
    private final class Leaving implements AutoCloseable {
        private final Path directory;
        private final Terminal out;
        private final OrderlyEnd end;
        private boolean remove;

        Leaving(Path directory, Terminal out, OrderlyEnd end) {
            this.directory = directory;
            this.out = out;
            this.end = end;
        }

        void succeeded(boolean thenRemove) {
            remove = thenRemove;
        }

        @Override
        public void close() throws IOException {
            if (remove || (end.asked() && !keep)) {
                ModelPull.deleteTree(directory);
            } else {
                out.line("Data and logs stay in " + directory);
            }
        }
    }
}
