package dev.hone.launcher.commands;

import static dev.hone.launcher.commands.JsonText.text;
import static dev.hone.launcher.commands.JsonText.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.terminal.Table;
import dev.hone.launcher.terminal.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "models", description = "List, show, pull, import or delete models.")
final class ModelsCommand implements Callable<Integer> {
    private static final int LIMIT = 1_000;

    private final HoneCommand hone;

    ModelsCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "Base models and adapters.")
    int list() {
        try (var client = hone.client()) {
            var models = client.list("/v1/models", LIMIT);
            hone.documents(models);
            if (hone.json()) {
                return ExitCode.OK;
            }
            var table = new Table("MODEL", "KIND", "BASE", "CREATED");
            for (var model : models) {
                var more = model.path("x_hone");
                table.row(
                        text(model.path("id")),
                        text(more.path("kind")),
                        text(more.path("base")),
                        time(model.path("created")));
            }
            table.print(hone.people());
            return ExitCode.OK;
        }
    }

    @Command(name = "show", description = "Everything about one model, with its files.")
    int show(@Parameters(paramLabel = "ID") String id) {
        try (var client = hone.client()) {
            var model = client.get(path(id));
            hone.document(model);
            if (hone.json()) {
                return ExitCode.OK;
            }
            var table = new Table("MODEL", text(model.path("id")));
            table.row("owned by", text(model.path("owned_by")));
            table.row("created", time(model.path("created")));
            model.path("x_hone")
                    .properties()
                    .forEach(entry -> table.row(entry.getKey(), value(entry.getValue())));
            for (var file : client.get(path(id) + "/files").path("data")) {
                table.row(
                        "file",
                        text(file.path("path")) + "  " + Text.bytes(file.path("bytes").asLong()));
            }
            table.print(hone.people());
            return ExitCode.OK;
        }
    }

    @Command(name = "pull", description = "Download a model's files into a new directory.")
    int pull(
            @Parameters(paramLabel = "ID") String id,
            @Parameters(paramLabel = "DIR") Path directory)
            throws IOException {
        try (var client = hone.client()) {
            var files = new ModelPull(client).pull(id, directory);
            hone.document(files);
            hone.people()
                    .line(
                            "pulled %s into %s (%d files)"
                                    .formatted(id, directory, files.path("data").size()));
            return ExitCode.OK;
        }
    }

    @Command(name = "import", description = "Register a Hugging Face directory as a base model.")
    int importFrom(
            @Parameters(paramLabel = "DIR") Path directory,
            @Option(names = "--name", description = "Default: the directory's name.")
                    Optional<String> name)
            throws IOException {
        if (!Files.isDirectory(directory)) {
            throw CommandFailure.usage(directory + " is not a directory");
        }
        try (var client = hone.client()) {
            var title =
                    name.orElse(directory.toAbsolutePath().normalize().getFileName().toString());
            var model = client.importModel(title, directory);
            hone.document(model);
            hone.people().line("imported " + text(model.path("id")));
            return ExitCode.OK;
        }
    }

    @Command(name = "delete", description = "Delete an adapter.")
    int delete(@Parameters(paramLabel = "ID") String id) {
        try (var client = hone.client()) {
            hone.document(client.delete(path(id)));
            hone.people().line("deleted " + id);
            return ExitCode.OK;
        }
    }

    private static String path(String id) {
        return "/v1/models/" + HoneClient.encode(id);
    }

    private static String value(JsonNode value) {
        return value.isValueNode() ? text(value) : value.toString();
    }
}
