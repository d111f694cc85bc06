package dev.hone.datasets.template;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// C's `strftime`, in English, of a time that has no zone.
final class Dates {
    private static final Pattern FIELD = Pattern.compile("%(-?)(.)", Pattern.DOTALL);
    private static final Pattern PADDING = Pattern.compile("^[0 ]+(?=\\d)");

    private Dates() {}

    /// `%-d` leaves out the padding.
    static String format(String format, ZonedDateTime now) {
        return FIELD.matcher(format)
                .replaceAll(match -> {
                    var text = field(match.group(2), now);
                    boolean unpadded = !match.group(1).isEmpty();
                    return Matcher.quoteReplacement(
                            unpadded ? PADDING.matcher(text).replaceFirst("") : text);
                });
    }

    private static String field(String letter, ZonedDateTime now) {
        return switch (letter) {
            case "%" -> "%";
            case "n" -> "\n";
            case "t" -> "\t";
            case "Z", "z" -> "";
            case "e" -> "%2d".formatted(now.getDayOfMonth());
            case "k" -> "%2d".formatted(now.getHour());
            case "l" -> "%2d".formatted(now.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case "f" -> "%06d".formatted(now.get(ChronoField.MICRO_OF_SECOND));
            case "C" -> "%02d".formatted(now.getYear() / 100);
            case "u" -> Integer.toString(now.getDayOfWeek().getValue());
            case "w" -> Integer.toString(now.getDayOfWeek().getValue() % 7);
            case "V" -> "%02d".formatted(now.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case "G" -> Integer.toString(now.get(IsoFields.WEEK_BASED_YEAR));
            case "g" -> "%02d".formatted(now.get(IsoFields.WEEK_BASED_YEAR) % 100);
            case "U" -> week(now, now.getDayOfWeek().getValue() % 7);
            case "W" -> week(now, now.getDayOfWeek().getValue() - 1);
            case "D", "x" -> format("%m/%d/%y", now);
            case "F" -> format("%Y-%m-%d", now);
            case "R" -> format("%H:%M", now);
            case "T", "X" -> format("%H:%M:%S", now);
            case "c" -> format("%a %b %e %H:%M:%S %Y", now);
            default -> DateTimeFormatter.ofPattern(pattern(letter), Locale.US).format(now);
        };
    }

    /// Days before the year's first Sunday, or Monday, are in week 0.
    private static String week(ZonedDateTime now, int daysIntoWeek) {
        return "%02d".formatted((now.getDayOfYear() + 6 - daysIntoWeek) / 7);
    }

    private static String pattern(String letter) {
        return switch (letter) {
            case "Y" -> "uuuu";
            case "y" -> "uu";
            case "m" -> "MM";
            case "d" -> "dd";
            case "B" -> "MMMM";
            case "b", "h" -> "MMM";
            case "A" -> "EEEE";
            case "a" -> "EEE";
            case "H" -> "HH";
            case "I" -> "hh";
            case "M" -> "mm";
            case "S" -> "ss";
            case "p" -> "a";
            case "j" -> "DDD";
            default ->
                    throw new TemplateException(
                            "date field \"%%%s\" is not supported".formatted(letter));
        };
    }
}
