package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Reads members that must be text, noting what is wrong.
final class Strings {
    private Strings() {}

    /// The text of a member, or nothing and a fault.
    static Optional<String> required(
            ObjectNode owner, String name, String field, boolean mayBeEmpty, List<Fault> faults) {
        var node = owner.get(name);
        if (node == null) {
            faults.add(
                    new Fault(
                            "missing_" + name,
                            field,
                            "%s is missing; it must be a string".formatted(field)));
            return Optional.empty();
        }
        if (!node.isTextual()) {
            faults.add(wrongType(node, field));
            return Optional.empty();
        }
        return checked(node.textValue(), name, field, mayBeEmpty, faults);
    }

    private static Fault wrongType(JsonNode node, String field) {
        return new Fault(
                "wrong_type",
                field,
                "%s must be a string, was %s %s"
                        .formatted(field, Quote.kind(node), Quote.value(node))
                        .strip());
    }

    private static Optional<String> checked(
            String text, String name, String field, boolean mayBeEmpty, List<Fault> faults) {
        if (!mayBeEmpty && text.isBlank()) {
            faults.add(new Fault("empty_" + name, field, "%s must not be empty".formatted(field)));
            return Optional.empty();
        }
        if (text.indexOf('\0') >= 0) {
            faults.add(
                    new Fault(
                            "nul_character",
                            field,
                            "%s holds a NUL character (\\u0000); remove it".formatted(field)));
            return Optional.empty();
        }
        var halves = text.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF).findFirst();
        if (halves.isPresent()) {
            faults.add(
                    new Fault(
                            "lone_surrogate",
                            field,
                            "%s holds half a character (\\u%04x without its other half)"
                                    .formatted(field, halves.getAsInt())));
            return Optional.empty();
        }
        return Optional.of(text);
    }
}
