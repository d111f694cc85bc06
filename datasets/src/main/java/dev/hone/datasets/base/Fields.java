package dev.hone.datasets.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;

/// The fields of an object in `config.json`. A field that is not what it must be is reported, and
/// reads as something harmless.
///
/// @param label what messages put before a field's name
record Fields(JsonNode node, String label, Faults faults) {
    static Fields of(JsonNode root, Faults faults) {
        return new Fields(root, "", faults);
    }

    /// @return 1 if it is not a whole number from 1 on
    int whole(String name) {
        JsonNode found = node.path(name);
        if (!found.canConvertToInt() || !found.isIntegralNumber() || found.asInt() < 1) {
            mustBe(name, "a whole number from 1 on");
            return 1;
        }
        return found.asInt();
    }

    int whole(String name, int otherwise) {
        return node.hasNonNull(name) ? whole(name) : otherwise;
    }

    /// @return 1 if it is not a number above 0
    double number(String name) {
        JsonNode found = node.path(name);
        if (!found.isNumber() || !(found.asDouble() > 0)) {
            mustBe(name, "a number above 0");
            return 1;
        }
        return found.asDouble();
    }

    double number(String name, double otherwise) {
        return node.hasNonNull(name) ? number(name) : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        if (!node.hasNonNull(name)) {
            return otherwise;
        }
        if (!node.path(name).isBoolean()) {
            mustBe(name, "true or false");
        }
        return node.path(name).asBoolean(otherwise);
    }

    void mustBeFalse(String name) {
        if (node.hasNonNull(name) && !node.path(name).equals(BooleanNode.FALSE)) {
            mustBe(name, "false");
        }
    }

    void mustBeAbsent(String name) {
        if (node.hasNonNull(name)) {
            mustBe(name, "absent or null");
        }
    }

    void mustBeOneOf(String name, List<String> right) {
        if (node.hasNonNull(name) && !right.contains(node.path(name).asText())) {
            mustBe(name, String.join(" or ", right));
        }
    }

    void mustBe(String name, String right) {
        JsonNode found = node.path(name);
        faults.add(
                "config.json: %s%s must be %s, was %s"
                        .formatted(label, name, right, found.isMissingNode() ? "absent" : found));
    }
}
