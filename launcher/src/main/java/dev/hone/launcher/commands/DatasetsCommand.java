package dev.hone.launcher.commands;

import static dev.hone.launcher.commands.JsonText.text;
import static dev.hone.launcher.commands.JsonText.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.terminal.Table;
import dev.hone.launcher.terminal.Text;
import java.io.IOException;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "datasets",
        description = "List, show, add, diff, split, tag or delete versions of datasets.")
final class DatasetsCommand implements Callable<Integer> {
    private static final int LIMIT = 1_000;
    private static final String NAME = "NAME";
    private static final String VERSION = "NAME@VERSION";

    private final HoneCommand hone;

    DatasetsCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "Datasets and their newest versions.")
    int list() {
        try (var client = hone.client()) {
            var datasets = client.list("/v1/datasets", LIMIT);
            hone.documents(datasets);
            if (hone.json()) {
                return ExitCode.OK;
            }
            var table = new Table("DATASET", "VERSIONS", "LATEST", "ROWS", "TAGS", "CREATED");
            for (var dataset : datasets) {
                var latest = dataset.path("latest");
                table.row(
                        text(dataset.path("id")),
                        text(dataset.path("versions")),
                        text(latest.path("version")),
                        text(latest.path("rows")),
                        tags(dataset),
                        time(dataset.path("created_at")));
            }
            table.print(hone.people());
            return ExitCode.OK;
        }
    }

    @Command(
            name = "show",
            description = "A dataset with its versions, or a version with the jobs that used it.")
    int show(
            @Parameters(
                            paramLabel = "NAME[@VERSION]",
                            description = "The version is a number, a tag or latest.")
                    String name) {
        try (var client = hone.client()) {
            return name.indexOf('@') < 0
                    ? showDataset(client, name)
                    : showVersion(client, VersionPath.of(name));
        }
    }

    private int showDataset(HoneClient client, String name) {
        var dataset = client.get(VersionPath.dataset(name));
        hone.document(dataset);
        if (hone.json()) {
            return ExitCode.OK;
        }
        var table = new Table("VERSION", "ROWS", "SIZE", "FILE", "TAGS", "CREATED", "BY", "");
        for (var version : client.list(VersionPath.dataset(name) + "/versions", LIMIT)) {
            var deleted = version.path("deleted_at").isNumber();
            table.row(
                    text(version.path("version")),
                    text(version.path("rows")),
                    Text.bytes(version.path("bytes").asLong()),
                    text(version.path("filename")),
                    words(version.path("tags")),
                    time(version.path("created_at")),
                    text(version.path("created_by")),
                    deleted ? "deleted " + time(version.path("deleted_at")) : "");
        }
        table.print(hone.people());
        return ExitCode.OK;
    }

    private int showVersion(HoneClient client, String path) {
        var version = client.get(path);
        hone.document(version);
        if (hone.json()) {
            return ExitCode.OK;
        }
        var table = new Table("VERSION", text(version.path("id")));
        for (var member :
                new String[] {
                    "file", "filename", "rows", "sha256", "content_sha256", "created_by"
                }) {
            table.row(member.replace('_', ' '), text(version.path(member)));
        }
        table.row("tags", words(version.path("tags")));
        table.row("created", time(version.path("created_at")));
        table.row("deleted", time(version.path("deleted_at")));
        for (var job : client.list(path + "/jobs", LIMIT)) {
            for (var use : job.path("uses")) {
                table.row(
                        "job",
                        "%s  %s  %s of %s"
                                .formatted(
                                        text(job.path("id")),
                                        text(job.path("state")),
                                        text(use.path("purpose")),
                                        text(use.path("part"))));
            }
        }
        table.print(hone.people());
        return ExitCode.OK;
    }

    @Command(
            name = "add",
            description = "Make a file the next version; the dataset is created if there is none.")
    int add(
            @Parameters(paramLabel = NAME) String name,
            @Parameters(
                            paramLabel = "FILE",
                            description =
                                    "A JSONL, JSON or CSV file, or the id of an uploaded one.")
                    String file)
            throws IOException {
        try (var client = hone.patientClient()) {
            var version = new VersionAddition(client, hone.people()).add(name, file);
            hone.document(version);
            return ExitCode.OK;
        }
    }

    @Command(name = "diff", description = "What was added, removed and changed between versions.")
    int diff(
            @Parameters(paramLabel = NAME) String name,
            @Parameters(paramLabel = "FROM", description = "A number, a tag or latest.")
                    String from,
            @Parameters(paramLabel = "TO") String to,
            @Option(
                            names = "--limit",
                            defaultValue = "20",
                            description = "Rows of each kind to show; default 20.")
                    int limit) {
        try (var client = hone.patientClient()) {
            var path =
                    "%s/diff?from=%s&to=%s&limit=%d"
                            .formatted(
                                    VersionPath.dataset(name),
                                    HoneClient.encode(from),
                                    HoneClient.encode(to),
                                    limit);
            var diff = client.get(path);
            hone.document(diff);
            if (!hone.json()) {
                DiffLines.print(diff, hone.people());
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "split",
            description = "Keep rows back for validation: makes two files of a version.")
    int split(
            @Parameters(paramLabel = VERSION) String version,
            @Option(
                            names = "--validation",
                            defaultValue = "0.1",
                            paramLabel = "SHARE",
                            description = "Share of all questions to keep back; default 0.1.")
                    double validation,
            @Option(
                            names = "--seed",
                            defaultValue = "0",
                            paramLabel = "N",
                            description = "Another one keeps back other rows; default 0.")
                    long seed) {
        try (var client = hone.patientClient()) {
            var body = JsonNodeFactory.instance.objectNode();
            body.put("validation", validation).put("seed", seed);
            var split = client.post(VersionPath.of(version) + "/splits", body);
            hone.document(split);
            for (var side : new String[] {"training", "validation"}) {
                hone.people()
                        .line(
                                "%-10s  %s  %s rows"
                                        .formatted(
                                                side,
                                                text(split.path(side).path("file")),
                                                text(split.path(side).path("rows"))));
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "tag", description = "Let a word stand for a version.")
    int tag(
            @Parameters(paramLabel = VERSION, description = "With --remove the name alone.")
                    String version,
            @Parameters(paramLabel = "TAG") String tag,
            @Option(names = "--move", description = "Even if it stands for another version.")
                    boolean move,
            @Option(names = "--remove", description = "Remove the tag.") boolean remove) {
        try (var client = hone.client()) {
            var name = VersionPath.name(version);
            var path = "%s/tags/%s".formatted(VersionPath.dataset(name), HoneClient.encode(tag));
            if (remove) {
                hone.document(client.delete(path));
                hone.people().line("removed %s from %s".formatted(tag, name));
                return ExitCode.OK;
            }
            var number = client.get(VersionPath.of(version)).path("version").asInt();
            var body = JsonNodeFactory.instance.objectNode();
            body.put("version", number).put("move", move);
            hone.document(client.put(path, body));
            hone.people().line("%s@%s is %s@%d".formatted(name, tag, name, number));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "delete",
            description = "Delete a version by its number, or a dataset with all of them.")
    int delete(@Parameters(paramLabel = "NAME[@NUMBER]") String name) {
        try (var client = hone.client()) {
            var path = name.indexOf('@') < 0 ? VersionPath.dataset(name) : VersionPath.of(name);
            hone.document(client.delete(path));
            hone.people().line("deleted " + name);
            return ExitCode.OK;
        }
    }

    private static String tags(JsonNode dataset) {
        var tags = new StringJoiner(" ").setEmptyValue("-");
        dataset.path("tags")
                .properties()
                .forEach(tag -> tags.add(tag.getKey() + "=" + tag.getValue().asText()));
        return tags.toString();
    }

    private static String words(JsonNode list) {
        var words = new StringJoiner(" ").setEmptyValue("-");
        list.forEach(word -> words.add(word.asText()));
        return words.toString();
    }
}
