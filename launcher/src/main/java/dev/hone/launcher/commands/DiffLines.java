package dev.hone.launcher.commands;

import static dev.hone.launcher.commands.JsonText.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.Text;

/// A difference of two versions for people: counts, then rows as a patch shows them.
final class DiffLines {
    private DiffLines() {}

    static void print(JsonNode diff, Terminal terminal) {
        terminal.line(
                "%s %s -> %s: %s added, %s removed, %s changed, %s unchanged"
                        .formatted(
                                text(diff.path("dataset")),
                                text(diff.path("from")),
                                text(diff.path("to")),
                                text(diff.path("added")),
                                text(diff.path("removed")),
                                text(diff.path("changed")),
                                text(diff.path("unchanged"))));
        for (var row : diff.path("rows")) {
            side(terminal, "-", row.path("from"));
            side(terminal, "+", row.path("to"));
        }
    }

    private static void side(Terminal terminal, String sign, JsonNode side) {
        if (side.isObject()) {
            terminal.line(
                    Text.printable(
                            "%s line %s  %s  =>  %s"
                                    .formatted(
                                            sign,
                                            text(side.path("line")),
                                            text(side.path("asked")),
                                            text(side.path("answer")))));
        }
    }
}
