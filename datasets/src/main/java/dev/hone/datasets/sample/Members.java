package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.protocol.RowShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Gives the members of a row the names of its shape.
final class Members {
    private final Map<String, String> columns;

    /// @param columns shape's name to file's name
    Members(Map<String, String> columns) {
        this.columns = columns;
    }

    /// What a row with these members has once they are renamed.
    Set<String> shapeNames(Set<String> names) {
        var renamed =
                names.stream()
                        .filter(name -> !columns.containsKey(name) && !columns.containsValue(name))
                        .collect(Collectors.toSet());
        columns.forEach((shapeName, name) -> {
            if (names.contains(name)) {
                renamed.add(shapeName);
            }
        });
        return renamed;
    }

    /// Names in the file of all that is read of a row.
    Set<String> read(RowShape shape) {
        return Shapes.members(shape).stream()
                .map(member -> columns.getOrDefault(member, member))
                .collect(Collectors.toSet());
    }

    /// Names under which a row says something.
    static List<String> said(ObjectNode row) {
        return row.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .filter(member ->
                        !member.getValue().isTextual() || !member.getValue().textValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// A member that has one of the shape's names already, but is not the one that is mapped to it,
    /// gives way.
    void rename(ObjectNode row) {
        if (columns.isEmpty()) {
            return;
        }
        var taken = new LinkedHashMap<String, JsonNode>();
        columns.forEach((shapeName, name) -> {
            var value = row.get(name);
            if (value != null) {
                taken.put(shapeName, value);
            }
        });
        columns.forEach((shapeName, name) -> {
            row.remove(shapeName);
            row.remove(name);
        });
        row.setAll(taken);
    }
}
