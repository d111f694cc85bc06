package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
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
