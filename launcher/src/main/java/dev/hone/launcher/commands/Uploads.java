package dev.hone.launcher.commands;

import static dev.hone.launcher.commands.JsonText.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.launcher.client.ClientException;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// The files that one command uploads: reported on, and taken back when the command is refused.
final class Uploads {
    private static final String ID_PREFIX = "file-";
    private static final int SHOWN_FINDINGS = 10;

    private final HoneClient client;
    private final Terminal people;
    private final Optional<ObjectNode> format;
    private final List<String> uploaded = new ArrayList<>();

    /// A request that may be refused after files went up.
    interface Request {
        JsonNode send() throws IOException;
    }

    Uploads(HoneClient client, Terminal people) {
        this(client, people, Optional.empty());
    }

    /// @param format what is known of the rows of all files; the rest is detected
    Uploads(HoneClient client, Terminal people, Optional<ObjectNode> format) {
        this.client = client;
        this.people = people;
        this.format = format;
    }

    /// The id of `file`, uploaded now unless it is an id or a dataset's version already.
    String id(String file) throws IOException {
        var path = Path.of(file);
        if (Files.notExists(path) && (file.startsWith(ID_PREFIX) || VersionPath.isVersion(file))) {
            return file;
        }
        return upload(path, "fine-tune").path("id").asText();
    }

    JsonNode upload(Path file, String purpose) throws IOException {
        if (Files.notExists(file)) {
            throw CommandFailure.usage(file + " does not exist");
        }
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.usage(file + " is not a file");
        }
        var answer =
                FileUpload.USUAL.send(client, people, file, new FileUpload.About(purpose, format));
        uploaded.add(answer.path("id").asText());
        report(people, file.getFileName().toString(), answer);
        return answer;
    }

    /// What was said of the format must have been of use.
    void requireFormatUsed() {
        if (format.isPresent() && uploaded.isEmpty()) {
            throw CommandFailure.usage(
                    "--format, --container, --compression and --columns say how an uploaded file is"
                            + " written, but every file is uploaded already; its format is fixed");
        }
    }

    /// Nothing half-done remains: what went up for a refused request is deleted again.
    JsonNode undoIfRefused(Request request) throws IOException {
        try {
            return request.send();
        } catch (ClientException | CommandFailure | IOException refused) {
            try {
                takeBack();
            } catch (ClientException alsoRefused) {
                refused.addSuppressed(alsoRefused);
            }
            throw refused;
        }
    }

    /// Deletes what went up.
    void takeBack() {
        for (var id : uploaded) {
            client.delete("/v1/files/" + HoneClient.encode(id));
            people.line("took back " + id);
        }
        uploaded.clear();
    }

    static void report(Terminal people, String name, JsonNode answer) {
        var report = answer.path("x_hone").path("report");
        var rows =
                report.has("rows")
                        ? ", %s rows, %s usable"
                                .formatted(
                                        text(report.path("rows")), text(report.path("usable_rows")))
                        : "";
        people.line("uploaded %s as %s%s".formatted(name, text(answer.path("id")), rows));
        for (var warning : report.path("warnings")) {
            people.line("  " + people.yellow("note") + "  " + note(warning));
        }
        var shown = 0;
        for (var finding : report.path("findings")) {
            if (shown++ == SHOWN_FINDINGS) {
                people.line("  … all findings: ./hone files show " + text(answer.path("id")));
                return;
            }
            people.line("  " + sentence(finding));
        }
    }

    private static String note(JsonNode warning) {
        var lines = new StringJoiner(", ");
        warning.path("first_lines").forEach(line -> lines.add(line.asText()));
        var more = warning.path("first_lines").size() < warning.path("rows").asLong() ? ", …" : "";
        return "%s  (lines %s%s)".formatted(text(warning.path("message")), lines, more);
    }

    /// A finding on the whole file has line 0.
    private static String sentence(JsonNode finding) {
        var message = text(finding.path("message"));
        return finding.path("line").asLong() == 0
                ? message
                : "line %s: %s".formatted(text(finding.path("line")), message);
    }
}
