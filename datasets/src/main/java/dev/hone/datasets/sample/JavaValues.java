package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Faults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// JSON as plain values: texts, longs, doubles, truth values, nulls, lists and maps.
final class JavaValues {
    private JavaValues() {}

    /// The members of an object, or nothing and a fault.
    static Optional<Map<String, @Nullable Object>> of(
            ObjectNode object, String field, Faults faults) {
        if (!isSound(object, field, faults)) {
            return Optional.empty();
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        object.properties().forEach(member -> members.put(member.getKey(), of(member.getValue())));
        return Optional.of(members);
    }

    private static boolean isSound(JsonNode node, String field, Faults faults) {
        if (node.isNumber() && !fits(node)) {
            faults.add(
                    FaultCode.NUMBER_OUT_OF_RANGE,
                    field,
                    node,
                    "%s holds the number %s; whole numbers must have at most 64 bits, others must be finite"
                            .formatted(field, node.asText()));
            return false;
        }
        if (node.isTextual()) {
            return Strings.text(node, field, true, faults).isPresent();
        }
        for (var child : node) {
            if (!isSound(child, field, faults)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(JsonNode number) {
        return number.isIntegralNumber()
                ? number.canConvertToLong()
                : Double.isFinite(number.doubleValue());
    }

    private static @Nullable Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isIntegralNumber() ? (Object) node.longValue() : node.doubleValue();
            case ARRAY -> {
                var items = new ArrayList<@Nullable Object>(node.size());
                node.forEach(item -> items.add(of(item)));
                yield items;
            }
            case OBJECT -> {
                var members = new LinkedHashMap<String, @Nullable Object>();
                node.properties()
                        .forEach(member -> members.put(member.getKey(), of(member.getValue())));
                yield members;
            }
            case NULL, BINARY, MISSING, POJO -> null;
        };
    }
}
