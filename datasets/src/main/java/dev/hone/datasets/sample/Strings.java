package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Faults;
import dev.hone.datasets.fault.Quote;
import java.util.Optional;

/// Reads members that must be text or an object, noting what is wrong.
final class Strings {
    private Strings() {}

    /// The text of a member, or nothing and a fault.
    static Optional<String> required(
            ObjectNode owner, String name, String field, boolean mayBeEmpty, Faults faults) {
        var node = owner.get(name);
        if (node == null) {
            faults.add(
                    FaultCode.MISSING_FIELD,
                    field,
                    "%s is missing; it must be a string".formatted(field));
            return Optional.empty();
        }
        return text(node, field, mayBeEmpty, faults);
    }

    /// The text of a member that may be absent or null.
    static Optional<String> optional(ObjectNode owner, String name, String field, Faults faults) {
        var node = owner.get(name);
        return node == null || node.isNull() ? Optional.empty() : text(node, field, true, faults);
    }

    /// A member that must be an object.
    static Optional<ObjectNode> object(
            JsonNode node, String field, FaultCode otherwise, Faults faults) {
        if (node instanceof ObjectNode object) {
            return Optional.of(object);
        }
        faults.add(
                otherwise,
                field,
                node,
                "%s must be an object, was %s".formatted(field, Quote.kind(node)));
        return Optional.empty();
    }

    static Optional<String> text(JsonNode node, String field, boolean mayBeEmpty, Faults faults) {
        if (!node.isTextual()) {
            faults.add(
                    FaultCode.WRONG_TYPE,
                    field,
                    node,
                    "%s must be a string, was %s %s"
                            .formatted(field, Quote.kind(node), Quote.value(node))
                            .strip());
            return Optional.empty();
        }
        var text = node.textValue();
        if (!mayBeEmpty && text.isBlank()) {
            faults.add(FaultCode.EMPTY_FIELD, field, "%s must not be empty".formatted(field));
            return Optional.empty();
        }
        var illegible = illegible(text, field);
        illegible.ifPresent(fault -> faults.add(fault.code(), field, node, fault.message()));
        return illegible.isPresent() ? Optional.empty() : Optional.of(text);
    }

    /// What JSON can write, but no text may hold.
    private static Optional<Fault> illegible(String text, String field) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of(
                    Fault.ofRow(
                            FaultCode.NUL_CHARACTER,
                            "%s holds a NUL character (\\u0000); remove it".formatted(field)));
        }
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            if (Character.isHighSurrogate(unit)
                    && index + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(index + 1))) {
                index++;
                continue;
            }
            return Optional.of(
                    Fault.ofRow(
                            FaultCode.LONE_SURROGATE,
                            "%s holds half a character (\\u%04x without its other half)"
                                    .formatted(field, (int) unit)));
        }
        return Optional.empty();
    }
}
