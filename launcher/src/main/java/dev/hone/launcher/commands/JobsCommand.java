package dev.hone.launcher.commands;

import static dev.hone.launcher.commands.JsonText.text;
import static dev.hone.launcher.commands.JsonText.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.launcher.terminal.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "jobs", description = "List jobs; show, cancel or explain one.")
final class JobsCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 20;
    private static final Comparator<JsonNode> BY_VALUE =
            Comparator.comparingDouble(point -> point.path("value").asDouble());

    private final HoneCommand hone;

    JobsCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() {
        return list(DEFAULT_LIMIT);
    }

    @Command(name = "list", description = "The newest jobs.")
    int list(
            @Option(names = "--limit", defaultValue = "20", description = "At most so many.")
                    int limit) {
        try (var client = hone.client()) {
            var jobs = client.list("/v1/fine_tuning/jobs", limit);
            hone.documents(jobs);
            if (hone.json()) {
                return ExitCode.OK;
            }
            if (jobs.isEmpty()) {
                hone.people()
                        .line("no jobs yet: ./hone submit --model hone-nano --data FILE.jsonl");
                return ExitCode.OK;
            }
            var table = new Table("JOB", "STATUS", "BASE", "MODEL", "CREATED");
            for (var job : jobs) {
                table.row(
                        text(job.path("id")),
                        state(job),
                        text(job.path("model")),
                        text(job.path("fine_tuned_model")),
                        time(job.path("created_at")));
            }
            table.print(hone.people());
            return ExitCode.OK;
        }
    }

    @Command(name = "show", description = "Everything about one job.")
    int show(@Parameters(paramLabel = "ID") String id) {
        try (var client = hone.client()) {
            var job = client.get(JobWatch.path(id));
            hone.document(job);
            if (!hone.json()) {
                describe(job);
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "cancel", description = "Stop a job.")
    int cancel(@Parameters(paramLabel = "ID") String id) {
        try (var client = hone.client()) {
            var job =
                    client.post(
                            JobWatch.path(id) + "/cancel", JsonNodeFactory.instance.objectNode());
            hone.document(job);
            hone.people().line("job " + id + " is " + state(job));
            return ExitCode.OK;
        }
    }

    @Command(name = "events", description = "What happened to a job, oldest first.")
    int events(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--limit", defaultValue = "100", description = "At most so many.")
                    int limit) {
        try (var client = hone.client()) {
            var events = client.list(JobWatch.path(id) + "/events", limit);
            hone.documents(events);
            if (!hone.json()) {
                for (var event : events.reversed()) {
                    hone.people()
                            .line(
                                    "%s  %-5s  %s"
                                            .formatted(
                                                    time(event.path("created_at")),
                                                    text(event.path("level")),
                                                    text(event.path("message"))));
                }
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "metrics", description = "A job's curves in numbers; their points in --json.")
    int metrics(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--points",
                            defaultValue = "1000",
                            description = "At most so many of each metric.")
                    int points) {
        try (var client = hone.client()) {
            var curves = client.get(JobWatch.path(id) + "/metrics?points=" + points);
            hone.document(curves);
            if (!hone.json()) {
                summarise(curves.path("series"));
            }
            return ExitCode.OK;
        }
    }

    /// Lowest and highest are those of all points: no reduction leaves them out.
    private void summarise(JsonNode series) {
        var table = new Table("METRIC", "STORED", "FIRST", "LAST", "LOWEST", "HIGHEST");
        for (var curve : series) {
            var points = new ArrayList<JsonNode>();
            curve.path("points").forEach(points::add);
            table.row(
                    text(curve.path("metric")),
                    text(curve.path("stored")),
                    text(points.getFirst().path("value")),
                    text(points.getLast().path("value")),
                    atStep(Collections.min(points, BY_VALUE)),
                    atStep(Collections.max(points, BY_VALUE)));
        }
        table.print(hone.people());
    }

    private static String atStep(JsonNode point) {
        return "%s at step %s".formatted(text(point.path("value")), text(point.path("step")));
    }

    /// Our own word for the state says more than the public one.
    private static String state(JsonNode job) {
        var own = job.path("x_hone").path("state");
        return own.isTextual() ? own.asText() : text(job.path("status"));
    }

    private void describe(JsonNode job) {
        var more = job.path("x_hone");
        var table = new Table("JOB", text(job.path("id")));
        table.row("status", state(job));
        table.row("base", text(job.path("model")));
        table.row("model", text(job.path("fine_tuned_model")));
        table.row("training file", text(job.path("training_file")));
        table.row("created", time(job.path("created_at")));
        table.row("finished", time(job.path("finished_at")));
        if (more.path("total_steps").asInt() > 0) {
            table.row(
                    "steps", more.path("step").asInt() + " of " + more.path("total_steps").asInt());
        }
        if (job.path("error").isObject()) {
            table.row("error", text(job.path("error").path("message")));
        }
        explain(more.path("failure"), table);
        var evaluation = more.path("evaluation");
        if (evaluation.isObject()) {
            table.row("held-out rows", text(evaluation.path("rows")));
            table.row("exact, base", text(evaluation.path("base_exact")));
            table.row("exact, adapter", text(evaluation.path("adapter_exact")));
        }
        more.path("hyperparameters")
                .properties()
                .forEach(entry -> table.row(entry.getKey(), value(entry.getValue())));
        table.print(hone.people());
    }

    private static void explain(JsonNode failure, Table table) {
        if (failure.isObject()) {
            table.row("cause", text(failure.path("cause")));
            table.row("whose move", text(failure.path("whose_move")));
            table.row("fix", text(failure.path("fix")));
            table.row("more", text(failure.path("reference")));
        }
    }

    private static String value(JsonNode value) {
        return value.isValueNode() ? text(value) : value.toString();
    }
}
