package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.JsonNode;

/// Names values of a row in messages, shortly and without control characters.
final class Quote {
    private static final int LONGEST = 80;

    private Quote() {}

    static String cut(String text) {
        var printable = text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c);
        var whole =
                printable.collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        if (whole.codePointCount(0, whole.length()) <= LONGEST) {
            return whole.toString();
        }
        return whole.substring(0, whole.offsetByCodePoints(0, LONGEST)) + "…";
    }

    static String value(JsonNode node) {
        return node.isContainerNode() ? "" : cut(node.toString());
    }

    static String kind(JsonNode node) {
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
