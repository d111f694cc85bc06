package dev.hone.trainer.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Optional;

/// Whether an answer is the expected one: the same text after trimming, or, where both are JSON,
/// the same value whatever the spacing, the order of keys and the way to write a number.
final class ExactAnswer {
    private static final ObjectReader VALUES =
            Json.WIRE
                    .readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private ExactAnswer() {}

    static boolean matches(String expected, String answer) {
        if (expected.strip().equals(answer.strip())) {
            return true;
        }
        var one = value(expected);
        return one.isPresent()
                && value(answer)
                        .filter(other -> one.get().equals(ExactAnswer::compare, other))
                        .isPresent();
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    private static Optional<JsonNode> value(String text) {
        try {
            JsonNode value = VALUES.readValue(text);
            return Optional.ofNullable(value).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
