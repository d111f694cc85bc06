package dev.hone.launcher.terminal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Plain text made to fit: wrapped, cut, padded; and quantities as people read them.
public final class Text {
    private static final long KIBI = 1024;

    private Text() {}

    /// Lines of at most `width` characters; words longer than that are broken.
    public static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        for (var paragraph : printable(text).split("\n", -1)) {
            var line = new StringBuilder();
            for (var word : paragraph.split(" ")) {
                var rest = word;
                if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                while (rest.length() > width) {
                    lines.add(rest.substring(0, width));
                    rest = rest.substring(width);
                }
                line.append(line.isEmpty() ? "" : " ").append(rest);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /// Answers of a model may hold anything: control characters never reach the terminal.
    public static String printable(String text) {
        return text.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\n]]", "�");
    }

    /// Counts escape sequences as nothing, and never cuts one in two.
    static String cut(String text, int width) {
        var shown = new StringBuilder();
        var visible = 0;
        for (var position = 0; position < text.length(); position++) {
            var character = text.charAt(position);
            if (character == '\u001b') {
                var end = text.indexOf('m', position);
                shown.append(text, position, end + 1);
                position = end;
                continue;
            }
            if (visible < width) {
                shown.append(character);
                visible++;
            }
        }
        return shown.toString();
    }

    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    public static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /// "850 ms", "4.2 s", "3 min 20 s", "2 h 5 min".
    public static String duration(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + " ms";
        }
        if (duration.toSeconds() < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
        }
        if (duration.toMinutes() < 60) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /// "812 B", "1.4 MiB".
    public static String bytes(long bytes) {
        if (bytes < KIBI) {
            return bytes + " B";
        }
        var value = (double) bytes;
        for (var unit : List.of("KiB", "MiB", "GiB")) {
            value /= KIBI;
            if (value < KIBI) {
                return String.format(Locale.ROOT, "%.1f %s", value, unit);
            }
        }
        return String.format(Locale.ROOT, "%.1f TiB", value / KIBI);
    }

    /// Two figures for one: ` 91.5 % 183 of 200`, as wide for every share.
    public static String share(int part, int whole) {
        return String.format(
                Locale.ROOT,
                "%5.1f %%  %d of %d",
                whole == 0 ? 0 : 100.0 * part / whole,
                part,
                whole);
    }
}
