package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Members of answers as people read them.
final class JsonText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    static final String NOTHING = "-";

    private JsonText() {}

    static String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() || node.asText().isEmpty()
                ? NOTHING
                : node.asText();
    }

    /// Seconds since 1970 as local time.
    static String time(JsonNode seconds) {
        return seconds.isNumber()
                ? TIME.withZone(ZoneId.systemDefault())
                        .format(Instant.ofEpochSecond(seconds.asLong()))
                : NOTHING;
    }

    static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }
}
