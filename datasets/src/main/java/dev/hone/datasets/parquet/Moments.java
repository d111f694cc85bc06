package dev.hone.datasets.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Dates and times as ISO 8601 writes them: JSON has none.
final class Moments {
    private static final long JULIAN_DAY_OF_1970 = 2_440_588;
    private static final long SECONDS_PER_DAY = 86_400;

    private Moments() {}

    static JsonNode date(long day) {
        return TextNode.valueOf(LocalDate.ofEpochDay(day).toString());
    }

    /// Absent if a day has no such time.
    static Optional<JsonNode> time(long value, long perSecond) {
        try {
            long nanos = Math.multiplyExact(value, Meaning.NANOS / perSecond);
            return Optional.of(
                    TextNode.valueOf(
                            LocalTime.ofNanoOfDay(nanos).format(DateTimeFormatter.ISO_LOCAL_TIME)));
        } catch (ArithmeticException | DateTimeException none) {
            return Optional.empty();
        }
    }

    static JsonNode timestamp(long value, long perSecond, boolean utc) {
        long nanos = Math.floorMod(value, perSecond) * (Meaning.NANOS / perSecond);
        return at(Math.floorDiv(value, perSecond), nanos, utc);
    }

    static JsonNode julian(int day, long nanosOfDay) {
        long seconds =
                (day - JULIAN_DAY_OF_1970) * SECONDS_PER_DAY
                        + Math.floorDiv(nanosOfDay, Meaning.NANOS);
        return at(seconds, Math.floorMod(nanosOfDay, Meaning.NANOS), true);
    }

    private static JsonNode at(long second, long nanos, boolean utc) {
        var time = LocalDateTime.ofEpochSecond(second, (int) nanos, ZoneOffset.UTC);
        return TextNode.valueOf(
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) + (utc ? "Z" : ""));
    }
}
