package dev.hone.datasets.fault;

import com.fasterxml.jackson.databind.JsonNode;

/// Names values of a row in messages, shortly and without control characters.
public final class Quote {
    private static final int LONGEST = 80;

    private Quote() {}

    /// At most 80 characters of it; a long text is not gone through to its end.
    public static String cut(String text) {
        var quoted = new StringBuilder(Math.min(text.length(), LONGEST + 1));
        int index = 0;
        for (int count = 0; index < text.length(); count++) {
            if (count == LONGEST) {
                return quoted.append('…').toString();
            }
            int point = text.codePointAt(index);
            quoted.appendCodePoint(isPrintable(point) ? point : ' ');
            index += Character.charCount(point);
        }
        return quoted.toString();
    }

    /// Half a character cannot be sent as UTF-8, nor stored.
    private static boolean isPrintable(int point) {
        return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
    }

    public static String value(JsonNode node) {
        return node.isContainerNode() ? "" : cut(node.toString());
    }

    /// A container by what it is: its text may be long.
    static String text(JsonNode node) {
        return node.isContainerNode() ? kind(node) : node.asText();
    }

    public static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            case NUMBER -> "a number";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case BINARY, MISSING, POJO -> "nothing";
        };
    }
}
