package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.Text;
import java.util.ArrayList;
import java.util.List;

/// Shows what an evaluation found: two figures, and three answers side by side.
final class DemoReport {
    private static final int SAMPLES = 3;
    private static final String INDENT = "   ";
    private static final int GAP = 2;
    private static final int MOST_LINES = 6;

    private final Terminal out;

    DemoReport(Terminal out) {
        this.out = out;
    }

    /// @param report the stored evaluation, row by row
    void print(JsonNode report) {
        var rows = report.path("rows").asInt();
        out.line(
                out.bold("4  Result")
                        + out.dim("  exact JSON answers on " + rows + " held-out tickets"));
        out.line(INDENT + "base     " + Text.share(report.path("baseExact").asInt(), rows));
        out.line(
                INDENT
                        + "adapter  "
                        + out.green(Text.share(report.path("adapterExact").asInt(), rows)));
        out.line("");
        for (var answer : samples(report)) {
            for (var line :
                    Text.wrap(answer.path("prompt").asText(), out.width() - INDENT.length() - 2)) {
                out.line(INDENT + out.cyan("│ ") + line);
            }
            sideBySide(answer);
            out.line("");
        }
    }

    /// Rows from the beginning, the middle and the end, so that nobody chose them.
    private static List<JsonNode> samples(JsonNode report) {
        var answers = report.path("answers");
        var samples = new ArrayList<JsonNode>();
        var count = Math.min(SAMPLES, answers.size());
        for (var number = 0; number < count; number++) {
            samples.add(answers.get(number * answers.size() / count));
        }
        return samples;
    }

    private void sideBySide(JsonNode answer) {
        var width = (out.width() - INDENT.length() - 2 * GAP) / 3;
        var columns =
                List.of(
                        cell(answer, "expected", width),
                        cell(answer, "base", width),
                        cell(answer, "adapter", width));
        var titles = List.of("expected", "base", "adapter");
        var header = new StringBuilder();
        titles.forEach(title -> header.append(Text.pad(title, width + GAP)));
        out.line(INDENT + out.dim(header.toString().stripTrailing()));
        var height = columns.stream().mapToInt(List::size).max().orElse(0);
        for (var row = 0; row < height; row++) {
            var line = new StringBuilder();
            for (var column : columns) {
                line.append(Text.pad(row < column.size() ? column.get(row) : "", width + GAP));
            }
            out.line(INDENT + line.toString().stripTrailing());
        }
    }

    private static List<String> cell(JsonNode answer, String member, int width) {
        var lines = Text.wrap(answer.path(member).asText().strip(), width);
        return lines.size() <= MOST_LINES
                ? lines
                : java.util.stream.Stream.concat(
                                lines.stream().limit(MOST_LINES - 1L),
                                java.util.stream.Stream.of("…"))
                        .toList();
    }
}
