package dev.hone.launcher.commands;

import static dev.hone.launcher.commands.JsonText.number;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.launcher.terminal.Table;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.Text;
import java.util.Locale;

/// A report of `bench train` for people.
final class BenchTable {
    private static final int PERCENT = 100;

    private BenchTable() {}

    static void print(JsonNode report, Terminal terminal) {
        terminal.line(
                "%s, batch %d x %d, rank %d, %s, %d threads, %d steps after %d to warm up"
                        .formatted(
                                report.path("model").asText(),
                                report.path("batch").asInt(),
                                report.path("length").asInt(),
                                report.path("rank").asInt(),
                                report.path("dtype").asText(),
                                report.path("threads").asInt(),
                                report.path("steps").asInt(),
                                report.path("warm_up_steps").asInt()));
        var table = new Table("", "MEDIAN", "MIN", "MAX");
        row(table, "tokens/s", report.path("tokens_per_second"), 1, "%,.0f");
        row(table, "labelled tokens/s", report.path("labelled_tokens_per_second"), 1, "%,.0f");
        row(table, "step, s", report.path("step_seconds"), 1, "%.3f");
        row(table, "its matrix products alone, s", report.path("products_seconds"), 1, "%.3f");
        row(table, "share of that bound, %", report.path("share_of_products"), PERCENT, "%.1f");
        row(
                table,
                "the same in processor time, %",
                report.path("share_of_products_in_processor_time"),
                PERCENT,
                "%.1f");
        table.print(terminal);
        terminal.line("");
        var once = new Table("ONCE", "");
        once.row("peak memory", bytes(report.path("peak_bytes")));
        once.row("predicted before the first step", bytes(report.path("predicted_peak_bytes")));
        once.row("of it weights", bytes(report.path("weights_bytes")));
        once.row(
                "tokens of the largest call, activations",
                "%d, %s"
                        .formatted(
                                report.path("tokens_of_largest_call").asInt(),
                                report.path("activations").asText()));
        once.row("process start to weights loaded", seconds(report.path("load_seconds")));
        once.row("process start to first step done", seconds(report.path("first_step_seconds")));
        once.print(terminal);
    }

    /// A report of `bench check`: every run, then what they have in common.
    static void printCheck(JsonNode report, Terminal terminal) {
        terminal.line(
                "%s rows of chats, %s, %d processors"
                        .formatted(
                                report.path("rows").asText(),
                                Text.bytes(report.path("bytes").asLong()),
                                report.path("processors").asInt()));
        var table = new Table("RUN", "SECONDS", "PROCESSOR SECONDS");
        for (int run = 0; run < report.path("seconds").size(); run++) {
            table.row(
                    String.valueOf(run + 1),
                    cell("%.1f", number(report.path("seconds").path(run))),
                    cell("%.1f", number(report.path("processor_seconds").path(run))));
        }
        table.print(terminal);
        terminal.line("");
        var once = new Table("ONCE", "");
        once.row("best, MB/s", cell("%.1f", number(report.path("best_megabytes_per_second"))));
        once.row("heap growth", Text.bytes(report.path("heap_growth_bytes").asLong()));
        once.row("heap limit", Text.bytes(report.path("heap_limit_bytes").asLong()));
        once.print(terminal);
    }

    /// A report of `bench versions`.
    static void printVersions(JsonNode report, Terminal terminal) {
        terminal.line(
                "two files of %s rows of chats, %s each, %d processors"
                        .formatted(
                                report.path("rows").asText(),
                                Text.bytes(report.path("bytes_of_each").asLong()),
                                report.path("processors").asInt()));
        var table = new Table("", "SECONDS", "HEAP GROWTH");
        for (var step : new String[] {"digest", "difference", "split"}) {
            table.row(
                    step,
                    cell("%.1f", number(report.path(step).path("seconds"))),
                    Text.bytes(report.path(step).path("heap_growth_bytes").asLong()));
        }
        table.print(terminal);
        terminal.line("");
        var once = new Table("ONCE", "");
        once.row("rows that differ, all found", report.path("as_written").asText());
        once.row("disk for the difference", Text.bytes(report.path("scratch_bytes").asLong()));
        once.row("heap limit", Text.bytes(report.path("heap_limit_bytes").asLong()));
        once.print(terminal);
    }

    static void printPreflight(JsonNode report, Terminal terminal) {
        var once = new Table("PREFLIGHT", "");
        once.row("rows", report.path("rows").asText());
        once.row("file", Text.bytes(report.path("bytes").asLong()));
        once.row("seconds", cell("%.1f", number(report.path("seconds"))));
        once.row("MB/s", cell("%.1f", number(report.path("megabytes_per_second"))));
        once.row("tokens/s", cell("%,.0f", number(report.path("tokens_per_second"))));
        once.row(
                "the tokenizer alone, tokens/s",
                cell("%,.0f", number(report.path("tokenizer_tokens_per_second"))));
        once.row(
                "share of that, %",
                cell("%.1f", PERCENT * number(report.path("share_of_tokenizer"))));
        once.row("heap growth", Text.bytes(report.path("heap_growth_bytes").asLong()));
        once.row("heap limit", Text.bytes(report.path("heap_limit_bytes").asLong()));
        once.print(terminal);
    }

    static void printContent(JsonNode report, Terminal terminal) {
        terminal.line(
                "%s rows, %s"
                        .formatted(
                                report.path("rows").asText(),
                                Text.bytes(report.path("bytes").asLong())));
        var table = new Table("ONCE", "");
        table.row("seconds", cell("%.1f", number(report.path("seconds"))));
        table.row("processor seconds", cell("%.1f", number(report.path("processor_seconds"))));
        table.row(
                "MB a processor second",
                cell("%.1f", number(report.path("megabytes_per_processor_second"))));
        table.row("heap growth", Text.bytes(report.path("heap_growth_bytes").asLong()));
        table.row("heap limit", Text.bytes(report.path("heap_limit_bytes").asLong()));
        table.print(terminal);
        for (JsonNode finding : report.path("findings")) {
            terminal.line("");
            terminal.line(
                    "%s (%s): %s"
                            .formatted(
                                    finding.path("code").asText(),
                                    finding.path("file").asText(),
                                    finding.path("message").asText()));
            finding.path("places").forEach(place -> terminal.line("    " + place(place)));
        }
    }

    private static String place(JsonNode place) {
        var line = "line " + place.path("line").asText();
        return place.path("resembles").isNull()
                ? line
                : line + " resembles training line " + place.path("resembles").asText();
    }

    private static void row(Table table, String name, JsonNode spread, double unit, String form) {
        table.row(
                name,
                cell(form, unit * number(spread.path("median"))),
                cell(form, unit * number(spread.path("min"))),
                cell(form, unit * number(spread.path("max"))));
    }

    private static String cell(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }

    private static String bytes(JsonNode bytes) {
        return bytes.isNumber() ? Text.bytes(bytes.asLong()) : "unknown on this system";
    }

    private static String seconds(JsonNode seconds) {
        return cell("%.2f s", number(seconds));
    }
}
