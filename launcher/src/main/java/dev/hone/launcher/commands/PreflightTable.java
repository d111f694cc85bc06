package dev.hone.launcher.commands;

import static dev.hone.launcher.commands.JsonText.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.launcher.terminal.Table;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.Text;
import java.util.Locale;
import java.util.StringJoiner;

/// Preflights and previews for people.
final class PreflightTable {
    private static final int BAR = 40;
    private static final int SHOWN_ROWS = 10;

    private PreflightTable() {}

    static void print(JsonNode preflight, Terminal terminal) {
        var report = preflight.path("report");
        file("training", report.path("training"), terminal);
        if (report.path("validation").isObject()) {
            file("validation", report.path("validation"), terminal);
        }
        findings(report.path("findings"), terminal);
    }

    private static void file(String name, JsonNode rows, Terminal terminal) {
        terminal.line("");
        table(name, rows).print(terminal);
        histogram(rows.path("lengths").path("histogram"), terminal);
        refused(rows, terminal);
    }

    private static Table table(String name, JsonNode rows) {
        var lengths = rows.path("lengths");
        var fit = rows.path("fit");
        var table =
                new Table(name.toUpperCase(Locale.ROOT), "")
                        .row(
                                "rows",
                                "%s, %s usable"
                                        .formatted(count(rows, "rows"), count(rows, "usable_rows")))
                        .row(
                                "tokens",
                                "%s, %s learned"
                                        .formatted(
                                                count(rows, "tokens"),
                                                count(rows, "learned_tokens")))
                        .row("by role", roles(rows.path("tokens_by_role")))
                        .row(
                                "tokens of a row",
                                "%s – %s, half at most %s, 99 %% at most %s"
                                        .formatted(
                                                count(lengths, "min"),
                                                count(lengths, "max"),
                                                count(lengths, "p50"),
                                                count(lengths, "p99")))
                        .row("turns end with", ends(rows.path("turn_ends")))
                        .row(
                                "tokens a character",
                                String.format(
                                        Locale.ROOT,
                                        "%.2f, in ordinary English %.2f",
                                        fit.path("tokens_per_character").asDouble(),
                                        fit.path("ordinary_tokens_per_character").asDouble()));
        if (rows.path("masked_rows").asLong() > 0) {
            table.row("rows with masks", count(rows, "masked_rows"));
        }
        if (!rows.path("languages").isEmpty()) {
            table.row("languages", languages(rows.path("languages")));
        }
        return table;
    }

    private static String count(JsonNode object, String member) {
        return String.format(Locale.ROOT, "%,d", object.path(member).asLong());
    }

    /// Shares of those rows whose language can be told.
    private static String languages(JsonNode byLanguage) {
        long all = 0;
        for (var rows : byLanguage) {
            all += rows.asLong();
        }
        var shares = new StringJoiner(", ");
        for (var language : byLanguage.properties()) {
            shares.add(
                    String.format(
                            Locale.ROOT,
                            "%s %.1f %%",
                            language.getKey(),
                            100.0 * language.getValue().asLong() / all));
        }
        return "%s (of %,d rows that tell)".formatted(shares, all);
    }

    private static String roles(JsonNode byRole) {
        var roles = new StringJoiner(", ");
        byRole.properties()
                .forEach(role ->
                        roles.add("%s %,d".formatted(role.getKey(), role.getValue().asLong())));
        return roles.toString();
    }

    private static String ends(JsonNode ends) {
        var all = new StringJoiner(", ");
        for (var end : ends) {
            all.add(
                    "%s (%,d turns%s)"
                            .formatted(
                                    text(end.path("text")),
                                    end.path("turns").asLong(),
                                    end.path("served").asBoolean()
                                            ? ""
                                            : "; servers do not stop at it"));
        }
        return all.toString();
    }

    private static void histogram(JsonNode bins, Terminal terminal) {
        long most = 1;
        for (var bin : bins) {
            most = Math.max(most, bin.path("rows").asLong());
        }
        for (var bin : bins) {
            long rows = bin.path("rows").asLong();
            int length = (int) Math.ceilDiv(rows * BAR, most);
            terminal.line(
                    "  %13s  %s %,d"
                            .formatted(
                                    "%d–%d"
                                            .formatted(
                                                    bin.path("from").asInt(),
                                                    bin.path("to").asInt() - 1),
                                    terminal.cyan("█".repeat(length)),
                                    rows));
        }
    }

    private static void refused(JsonNode rows, Terminal terminal) {
        int shown = 0;
        for (var row : rows.path("refused")) {
            if (shown++ == SHOWN_ROWS) {
                terminal.line(
                        "  … %,d rows are not trained on; --json shows the first hundred"
                                .formatted(rows.path("refused_total").asLong()));
                return;
            }
            terminal.line(
                    "  line %d: %s"
                            .formatted(
                                    row.path("line").asLong(),
                                    Text.printable(text(row.path("message")))));
        }
    }

    static void findings(JsonNode findings, Terminal terminal) {
        terminal.line("");
        if (findings.isEmpty()) {
            terminal.line(terminal.green("nothing was found that a job would stumble over"));
        }
        for (var finding : findings) {
            boolean error = finding.path("severity").asText().equals("error");
            long rows = finding.path("rows").asLong();
            terminal.line(
                    "%s  %s, %s file: %s%s"
                            .formatted(
                                    error ? terminal.red("error") : terminal.yellow("warning"),
                                    text(finding.path("code")),
                                    text(finding.path("file")),
                                    text(finding.path("message")),
                                    rows == 0 ? "" : places(finding, rows)));
            finding.path("examples").forEach(example -> terminal.line("    " + text(example)));
        }
    }

    private static String places(JsonNode finding, long rows) {
        var lines = new StringJoiner(", ");
        finding.path("first_lines").forEach(line -> lines.add(line.asText()));
        return "  (%,d: lines %s%s)"
                .formatted(rows, lines, finding.path("first_lines").size() < rows ? ", …" : "");
    }

    /// What is learned is green, what others said plain, what the template wrote dim.
    static void printPreview(JsonNode preview, Terminal terminal) {
        var text = text(preview.path("text"));
        var shown = new StringBuilder();
        int from = 0;
        for (var span : preview.path("spans")) {
            int length = span.path("end").asInt() - span.path("start").asInt();
            int to = text.offsetByCodePoints(from, length);
            shown.append(coloured(span, text.substring(from, to), terminal));
            from = to;
        }
        shown.toString().lines().forEach(terminal::line);
        terminal.line("");
        terminal.line(
                "row %d (line %d): %d tokens, %d kept, %d learned"
                        .formatted(
                                preview.path("row").asLong(),
                                preview.path("line").asLong(),
                                preview.path("tokens").size(),
                                preview.path("kept").asInt(),
                                preview.path("learned").asInt()));
        if (preview.path("refused").isTextual()) {
            terminal.line(terminal.red("not trained on") + ": " + text(preview.path("refused")));
        }
    }

    /// Each line by itself: a colour that runs over line ends would colour what stands beside it.
    /// Without colours, what is learned stands in brackets.
    private static String coloured(JsonNode span, String text, Terminal terminal) {
        var printable = Text.printable(text);
        boolean learned = span.path("learned").asBoolean();
        if (learned && !terminal.colour()) {
            return "[" + printable + "]";
        }
        var lines = new StringJoiner("\n");
        for (var line : printable.split("\n", -1)) {
            boolean plain = line.isEmpty() || !(learned || isTemplate(span));
            lines.add(plain ? line : learned ? terminal.green(line) : terminal.dim(line));
        }
        return lines.toString();
    }

    private static boolean isTemplate(JsonNode span) {
        return span.path("role").asText().equals("template");
    }
}
