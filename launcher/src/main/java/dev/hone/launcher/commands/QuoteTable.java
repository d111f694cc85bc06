package dev.hone.launcher.commands;

import static dev.hone.launcher.commands.JsonText.number;
import static dev.hone.launcher.commands.JsonText.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.launcher.terminal.Table;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Quotes, and how good they were, for people.
final class QuoteTable {
    /// A quote that is off by less than a quarter is a good one.
    private static final double GOOD = 0.25;

    private static final double MILLIS = 1_000;

    private QuoteTable() {}

    static void print(JsonNode quote, Terminal terminal) {
        var load = quote.path("workload");
        var table = new Table("", "");
        table.row("rows", count(load.path("rows")));
        if (load.path("validation_rows").asInt() > 0) {
            table.row("validation rows", count(load.path("validation_rows")));
        }
        table.row("tokens of an epoch", count(load.path("tokens")));
        table.row("learned of them", count(load.path("learned_tokens")));
        table.row(
                "steps",
                "%s, %s in an epoch"
                        .formatted(count(load.path("steps")), count(load.path("steps_per_epoch"))));
        table.row("tokens of all steps", count(load.path("trained_tokens")));
        table.row("starts in", start(quote));
        table.print(terminal);
        terminal.line("");
        if (quote.path("workers").isEmpty()) {
            terminal.line("No worker was ever seen in pool " + text(quote.path("pool")) + ".");
            return;
        }
        var workers = new Table("WORKERS", "LIVE", "TIME", "BETWEEN", "MEMORY", "COST");
        quote.path("workers").forEach(one -> row(one, workers));
        workers.print(terminal);
        for (JsonNode one : quote.path("workers")) {
            note(one, terminal);
        }
    }

    private static void row(JsonNode workers, Table table) {
        var seconds = workers.path("seconds");
        boolean known = seconds.isObject();
        var memory = workers.path("memory");
        table.row(
                text(workers.path("device")),
                text(workers.path("live")),
                known ? duration(seconds.path("expected")) : "unknown",
                known
                        ? "%s and %s"
                                .formatted(
                                        duration(seconds.path("low")),
                                        duration(seconds.path("high")))
                        : JsonText.NOTHING,
                "%s MiB of %s%s"
                        .formatted(
                                count(memory.path("predicted_mebibytes")),
                                memory.path("available_mebibytes").isNull()
                                        ? "unknown"
                                        : count(memory.path("available_mebibytes")),
                                memory.path("fits").asBoolean() ? "" : ": does not fit"),
                cost(workers.path("cost")));
    }

    private static void note(JsonNode workers, Terminal terminal) {
        var device = text(workers.path("device"));
        if (!workers.path("seconds").isObject()) {
            terminal.line("%s: %s".formatted(device, text(workers.path("seconds_unknown"))));
        } else if (!workers.path("same_base").asBoolean()) {
            terminal.line(
                    "%s: no job on this base was measured yet; quoted from other bases"
                            .formatted(device));
        }
    }

    /// The spread of measured over quoted.
    static void printErrors(JsonNode errors, Terminal terminal) {
        var ratios = new ArrayList<Double>();
        errors.path("data").forEach(one -> ratios.add(number(one.path("error"))));
        if (ratios.isEmpty()) {
            terminal.line("No quoted job has been finished yet.");
            return;
        }
        ratios.sort(null);
        long good = ratios.stream().filter(ratio -> Math.abs(ratio - 1) <= GOOD).count();
        var table = new Table("MEASURED / QUOTED", "");
        table.row("jobs", String.valueOf(ratios.size()));
        table.row("least", ratio(ratios.getFirst()));
        table.row("first tenth", ratio(quantile(ratios, 0.1)));
        table.row("median", ratio(quantile(ratios, 0.5)));
        table.row("last tenth", ratio(quantile(ratios, 0.9)));
        table.row("most", ratio(ratios.getLast()));
        table.row("off by at most a quarter", Text.share((int) good, ratios.size()).strip());
        table.print(terminal);
    }

    /// The nearest rank.
    private static double quantile(List<Double> sorted, double part) {
        int rank = (int) Math.ceil(part * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }

    private static String start(JsonNode quote) {
        var seconds = quote.path("starts_in_seconds");
        if (!seconds.isNumber()) {
            return text(quote.path("start_unknown"));
        }
        return number(seconds) == 0 ? "no time: a worker is free" : duration(seconds);
    }

    private static String cost(JsonNode cost) {
        var parts = new ArrayList<String>();
        if (cost.path("money").isNumber()) {
            parts.add(format("%.2f ", number(cost.path("money"))) + text(cost.path("currency")));
        }
        if (cost.path("energy_kwh").isNumber()) {
            parts.add(format("%.3f kWh", number(cost.path("energy_kwh"))));
        }
        return parts.isEmpty() ? JsonText.NOTHING : String.join(", ", parts);
    }

    private static String duration(JsonNode seconds) {
        return Text.duration(Duration.ofMillis(Math.round(MILLIS * number(seconds))));
    }

    private static String count(JsonNode number) {
        return String.format(Locale.ROOT, "%,d", number.asLong());
    }

    private static String ratio(double ratio) {
        return format("%.2f", ratio);
    }

    private static String format(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
