package dev.hone.launcher.commands;

import static dev.hone.launcher.commands.JsonText.text;
import static dev.hone.launcher.commands.JsonText.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.terminal.Table;
import dev.hone.launcher.terminal.Text;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "workers", description = "List workers; drain or resume one.")
final class WorkersCommand implements Callable<Integer> {
    private static final int LIMIT = 1_000;
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final HoneCommand hone;

    WorkersCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "All workers, by name.")
    int list() {
        try (var client = hone.client()) {
            var workers = client.list("/v1/workers", LIMIT);
            hone.documents(workers);
            if (hone.json()) {
                return ExitCode.OK;
            }
            var table =
                    new Table(
                            "WORKER",
                            "STATE",
                            "POOL",
                            "DEVICE",
                            "MEMORY",
                            "JOB",
                            "STEP",
                            "LABELS",
                            "VERSION",
                            "LAST SEEN");
            for (var worker : workers) {
                table.row(
                        text(worker.path("id")),
                        text(worker.path("state")),
                        text(worker.path("pool")),
                        text(worker.path("device")),
                        memory(worker),
                        text(worker.path("job")),
                        step(worker),
                        labels(worker),
                        text(worker.path("version")),
                        time(worker.path("last_seen_at")));
            }
            table.print(hone.people());
            return ExitCode.OK;
        }
    }

    @Command(
            name = "drain",
            description = "Give a worker no more jobs; by default it finishes the one it has.")
    int drain(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--now",
                            description = "Its job stops at a checkpoint and goes on elsewhere.")
                    boolean now,
            @Option(names = "--wait", description = "Return when it has no job any more.")
                    boolean wait)
            throws InterruptedException {
        try (var client = hone.client()) {
            var mode = now ? "hand_over" : "finish";
            var body = JsonNodeFactory.instance.objectNode().put("mode", mode);
            var worker = client.post(path(id) + "/drain", body);
            while (wait && worker.path("job").isTextual()) {
                Thread.sleep(INTERVAL);
                worker = client.get(path(id));
            }
            return say(worker);
        }
    }

    @Command(name = "resume", description = "Give a drained worker jobs again.")
    int resume(@Parameters(paramLabel = "ID") String id) {
        try (var client = hone.client()) {
            return say(client.post(path(id) + "/resume", JsonNodeFactory.instance.objectNode()));
        }
    }

    private int say(JsonNode worker) {
        hone.document(worker);
        var job = worker.path("job");
        hone.people()
                .line(
                        "worker %s is %s%s"
                                .formatted(
                                        text(worker.path("id")),
                                        text(worker.path("state")),
                                        job.isTextual() ? ", with job " + job.asText() : ""));
        return ExitCode.OK;
    }

    private static String path(String id) {
        return "/v1/workers/" + HoneClient.encode(id);
    }

    private static String memory(JsonNode worker) {
        var mebibytes = worker.path("memory_mebibytes");
        return mebibytes.isNumber() ? Text.bytes(mebibytes.asLong() << 20) : JsonText.NOTHING;
    }

    private static String step(JsonNode worker) {
        return worker.path("job").isTextual()
                ? worker.path("step").asInt() + "/" + worker.path("total_steps").asInt()
                : JsonText.NOTHING;
    }

    private static String labels(JsonNode worker) {
        var labels =
                worker.path("labels").properties().stream()
                        .map(label -> label.getKey() + "=" + label.getValue().asText())
                        .sorted()
                        .collect(Collectors.joining(","));
        return labels.isEmpty() ? JsonText.NOTHING : labels;
    }
}
