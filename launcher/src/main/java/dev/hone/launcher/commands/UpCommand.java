package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.platform.DatabaseAddress;
import dev.hone.launcher.platform.LaunchException;
import dev.hone.launcher.platform.PartName;
import dev.hone.launcher.platform.Platform;
import dev.hone.launcher.platform.PlatformOptions;
import dev.hone.launcher.platform.Ports;
import dev.hone.launcher.terminal.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        sortOptions = false,
        description = "Run the platform on this machine until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    private final HoneCommand hone;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where all state is kept (HONE_DATA, ~/.hone).")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--port", paramLabel = "N", description = "Port of API and console.")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--postgres-port", paramLabel = "N", description = "Port of PostgreSQL.")
    private Optional<Integer> postgresPort = Optional.empty();

    @Option(names = "--kafka-port", paramLabel = "N", description = "Port of Kafka.")
    private Optional<Integer> kafkaPort = Optional.empty();

    @Option(names = "--no-worker", description = "Train nothing here; workers run elsewhere.")
    private boolean noWorker;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "Use this PostgreSQL: postgresql://user:password@host:port/name (HONE_DATABASE_URL).")
    private Optional<String> databaseUrl = Optional.empty();

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT,...",
            description = "Use this Kafka (HONE_KAFKA).")
    private Optional<String> kafka = Optional.empty();

    @Option(
            names = "--store-url",
            paramLabel = "URL",
            description = {
                "Use this object store: file:///directory or s3://bucket/prefix (HONE_STORE_URL).",
                "For S3 also HONE_STORE_ENDPOINT, HONE_STORE_REGION, HONE_STORE_ACCESS_KEY,",
                "HONE_STORE_SECRET_KEY."
            })
    private Optional<String> storeUrl = Optional.empty();

    UpCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() throws LaunchException, IOException {
        var options = options();
        var people = hone.people();
        people.line(people.bold("Hone") + people.dim("  data in " + options.dataDirectory()));
        var lines = new PlatformLines(people, "  ");
        var begin = System.nanoTime();
        try (var _ = OrderlyEnd.ofThisThread();
                var platform = Platform.start(options, lines);
                var client = new HoneClient(platform.url(), platform.keys().apiKey())) {
            BaseImport.ensure(client, options.installation(), lines);
            announce(platform, Duration.ofNanos(System.nanoTime() - begin));
            return platform.awaitEnd() ? ExitCode.OK : ExitCode.FAILED;
        } catch (InterruptedException _) {
            return ExitCode.OK;
        }
    }

    private void announce(Platform platform, Duration took) {
        var document = JsonNodeFactory.instance.objectNode().put("url", platform.url());
        document.put("data", platform.dataDirectory().toString());
        document.put("pid", ProcessHandle.current().pid());
        hone.document(document);
        var people = hone.people();
        people.line(people.dim("  API key in " + platform.dataDirectory().resolve("keys")));
        people.line(people.dim("  Ctrl-C stops everything in order; all state stays"));
        people.line(
                "Ready in %s at %s".formatted(Text.duration(took), people.bold(platform.url())));
    }

    private PlatformOptions options() throws LaunchException {
        var around = hone.surroundings();
        var parts = EnumSet.allOf(PartName.class);
        if (noWorker) {
            parts.remove(PartName.WORKER);
        }
        return PlatformOptions.defaults(around.installation(), data.orElseGet(hone::dataDirectory))
                .withParts(parts)
                .withExternal(external(around))
                .withPorts(
                        new Ports.Wanted(
                                port("--port", port),
                                port("--postgres-port", postgresPort),
                                port("--kafka-port", kafkaPort)));
    }

    private PlatformOptions.External external(Surroundings around) throws LaunchException {
        var database = databaseUrl.or(() -> around.variable("HONE_DATABASE_URL"));
        return new PlatformOptions.External(
                database.isPresent()
                        ? Optional.of(DatabaseAddress.parse(database.get()))
                        : Optional.empty(),
                kafka.or(() -> around.variable("HONE_KAFKA")),
                storeUrl.or(() -> around.variable("HONE_STORE_URL"))
                        .map(url ->
                                new PlatformOptions.Store(
                                        url,
                                        around.variable("HONE_STORE_ENDPOINT"),
                                        around.variable("HONE_STORE_REGION"),
                                        around.variable("HONE_STORE_ACCESS_KEY"),
                                        around.variable("HONE_STORE_SECRET_KEY"))));
    }

    private static OptionalInt port(String option, Optional<Integer> given) {
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        if (given.get() < 1 || given.get() > HIGHEST_PORT) {
            throw CommandFailure.usage(
                    "%s must be 1–%d, was %d".formatted(option, HIGHEST_PORT, given.get()));
        }
        return OptionalInt.of(given.get());
    }
}
