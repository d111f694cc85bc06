package dev.hone.launcher.terminal;

import java.io.PrintStream;

/// Where output for people goes: its width, and whether it may move the cursor and use colours.
///
/// @param columns width of an interactive terminal; 0 for a file or a pipe
/// @param indent before every line
public record Terminal(PrintStream out, int columns, boolean colour, String indent) {
    private static final int PLAIN_COLUMNS = 80;
    private static final int MOST_COLUMNS = 120;

    /// A pipe or a file: plain lines.
    public static Terminal plain(PrintStream out) {
        return new Terminal(out, 0, false, "");
    }

    /// The same place, further to the right.
    public Terminal indented(String more) {
        return new Terminal(out, columns, colour, indent + more);
    }

    public boolean interactive() {
        return columns > 0;
    }

    /// A width to lay text out for; long lines are hard to read on wide screens.
    public int width() {
        return (interactive() ? Math.min(columns, MOST_COLUMNS) : PLAIN_COLUMNS) - indent.length();
    }

    public void line(String text) {
        if (interactive()) {
            out.print("\r\u001b[2K"); // a progress bar may stand on this line
        }
        out.println(text.isEmpty() ? text : indent + text);
        out.flush();
    }

    /// Replaces the current line; the next line() goes over it.
    public void overwrite(String text) {
        out.print("\r\u001b[2K" + Text.cut(indent + text, columns - 1));
        out.flush();
    }

    public String bold(String text) {
        return style("1", text);
    }

    public String dim(String text) {
        return style("2", text);
    }

    public String green(String text) {
        return style("32", text);
    }

    public String red(String text) {
        return style("31", text);
    }

    public String yellow(String text) {
        return style("33", text);
    }

    public String cyan(String text) {
        return style("36", text);
    }

    private String style(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
