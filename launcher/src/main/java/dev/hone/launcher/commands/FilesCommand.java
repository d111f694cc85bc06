package dev.hone.launcher.commands;

import static dev.hone.launcher.commands.JsonText.text;
import static dev.hone.launcher.commands.JsonText.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.terminal.Table;
import dev.hone.launcher.terminal.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "files", description = "List, upload, import, show, read or delete files.")
final class FilesCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 100;

    private final HoneCommand hone;

    FilesCommand(HoneCommand hone) {
        this.hone = hone;
    }

    @Override
    public Integer call() {
        return list(DEFAULT_LIMIT);
    }

    @Command(name = "list", description = "The newest files.")
    int list(
            @Option(names = "--limit", defaultValue = "100", description = "At most so many.")
                    int limit) {
        try (var client = hone.client()) {
            var files = client.list("/v1/files", limit);
            hone.documents(files);
            if (hone.json()) {
                return ExitCode.OK;
            }
            var table = new Table("FILE", "NAME", "SIZE", "PURPOSE", "STATUS", "CREATED");
            for (var file : files) {
                table.row(
                        text(file.path("id")),
                        text(file.path("filename")),
                        Text.bytes(file.path("bytes").asLong()),
                        text(file.path("purpose")),
                        text(file.path("status")),
                        time(file.path("created_at")));
            }
            table.print(hone.people());
            return ExitCode.OK;
        }
    }

    @Command(name = "upload", description = "Upload a file; the answer reports on its rows.")
    int upload(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--purpose", defaultValue = "fine-tune") String purpose,
            @Mixin FormatOptions format)
            throws IOException {
        var said = format.checked();
        try (var client = hone.client()) {
            var answer = new Uploads(client, hone.people(), said).upload(file, purpose);
            hone.document(answer);
            return trainable(answer) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    @Command(
            name = "import",
            description =
                    "Have the platform fetch a file, from a host or bucket that its operator"
                            + " allows.")
    int importFile(
            @Parameters(paramLabel = "URL") String url,
            @Option(names = "--purpose", defaultValue = "fine-tune") String purpose,
            @Option(names = "--filename", paramLabel = "NAME") Optional<String> filename) {
        try (var client = hone.client()) {
            var body = JsonNodeFactory.instance.objectNode();
            body.put("url", url);
            body.put("purpose", purpose);
            filename.ifPresent(name -> body.put("filename", name));
            var answer = client.importFile(body);
            Uploads.report(hone.people(), text(answer.path("filename")), answer);
            hone.document(answer);
            return trainable(answer) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /// A file with faults is kept, so that its report can be read, and refused by every job.
    private boolean trainable(JsonNode file) {
        if (file.path("x_hone").path("report").path("findings").isEmpty()) {
            return true;
        }
        var id = text(file.path("id"));
        hone.people()
                .line(
                        "no job can use it: mend the lines above, upload the file again, and delete"
                                + " this one: ./hone files delete "
                                + id);
        return false;
    }

    @Command(
            name = "show",
            description = "What is known about a file, with the report on its rows.")
    int show(@Parameters(paramLabel = "ID") String id) {
        try (var client = hone.client()) {
            var file = client.get(path(id));
            hone.document(file);
            if (hone.json()) {
                return ExitCode.OK;
            }
            var report = file.path("x_hone").path("report");
            new Table("FILE", text(file.path("id")))
                    .row("name", text(file.path("filename")))
                    .row("size", Text.bytes(file.path("bytes").asLong()))
                    .row("purpose", text(file.path("purpose")))
                    .row("status", text(file.path("status")))
                    .row("rows", text(report.path("rows")))
                    .row("usable rows", text(report.path("usable_rows")))
                    .row("created", time(file.path("created_at")))
                    .print(hone.people());
            for (var finding : report.path("findings")) {
                hone.people()
                        .line(
                                "  line %s: %s"
                                        .formatted(
                                                text(finding.path("line")),
                                                text(finding.path("message"))));
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "delete", description = "Delete a file.")
    int delete(@Parameters(paramLabel = "ID") String id) {
        try (var client = hone.client()) {
            hone.document(client.delete(path(id)));
            hone.people().line("deleted " + id);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "content",
            description = "The bytes of a file, to standard output or a new file.")
    int content(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE")
                    Optional<Path> output)
            throws IOException {
        try (var client = hone.client();
                var bytes = client.open(path(id) + "/content")) {
            if (output.isPresent()) {
                Files.copy(bytes, output.get());
                hone.people().line("wrote " + output.get());
            } else {
                bytes.transferTo(hone.surroundings().out().out());
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "preview",
            sortOptions = false,
            description = "One row as a model reads it, and what of it is learned.")
    int preview(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--model", required = true, description = "The base model.")
                    String model,
            @Option(names = "--row", defaultValue = "1", paramLabel = "N", description = "From 1.")
                    long row,
            @Option(names = "--max-length", paramLabel = "TOKENS") Optional<Integer> maxLength,
            @Option(names = "--loss-on", paramLabel = "assistant|completion|all")
                    Optional<String> lossOn) {
        try (var client = hone.client()) {
            var preview =
                    client.get(
                            "%s/rows/%d/preview?model=%s%s%s"
                                    .formatted(
                                            path(id),
                                            row,
                                            HoneClient.encode(model),
                                            maxLength
                                                    .map(tokens -> "&max_length=" + tokens)
                                                    .orElse(""),
                                            lossOn.map(HoneClient::encode)
                                                    .map(what -> "&loss_on=" + what)
                                                    .orElse("")));
            hone.document(preview);
            if (!hone.json()) {
                PreflightTable.printPreview(preview, hone.people());
            }
            return ExitCode.OK;
        }
    }

    private static String path(String id) {
        return "/v1/files/" + HoneClient.encode(id);
    }
}
