package dev.hone.launcher.terminal;

import java.util.ArrayList;
import java.util.List;

/// Columns as wide as their content, the last one as wide as it likes.
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        rows.add(List.of(header));
    }

    public Table row(Object... cells) {
        var row = new ArrayList<String>();
        for (var cell : cells) {
            row.add(Text.printable(String.valueOf(cell)));
        }
        rows.add(row);
        return this;
    }

    public void print(Terminal terminal) {
        for (var number = 0; number < rows.size(); number++) {
            var line = line(rows.get(number));
            terminal.line(number == 0 ? terminal.dim(line) : line);
        }
    }

    private String line(List<String> row) {
        var line = new StringBuilder();
        for (var column = 0; column < row.size(); column++) {
            line.append(column == 0 ? "" : GAP).append(Text.pad(row.get(column), width(column)));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
