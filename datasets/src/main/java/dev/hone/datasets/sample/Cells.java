package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.container.JsonPiece;
import dev.hone.datasets.fault.Fault;
import dev.hone.protocol.RowShape;
import java.util.List;
import java.util.Optional;

/// A table's cells are texts. Those that a shape wants as lists or objects hold them as JSON.
final class Cells {
    private Cells() {}

    /// Replaces such cells by their values; an empty cell is no member.
    static Optional<Fault> parse(RowShape shape, ObjectNode row) {
        for (var name : structured(shape)) {
            var cell = row.get(name);
            if (cell == null || !cell.isTextual()) {
                continue;
            }
            var text = cell.textValue().strip();
            if (text.isEmpty()) {
                row.remove(name);
            } else if (shape != RowShape.PREFERENCE
                    || text.startsWith("[")
                    || text.startsWith("{")) {
                switch (JsonPiece.value(text)) {
                    case JsonPiece.Parsed(var value) -> row.set(name, value);
                    case JsonPiece.Malformed(var fault) -> {
                        return Optional.of(
                                new Fault(
                                        fault.code(),
                                        name,
                                        fault.value(),
                                        "the cell %s must hold JSON: %s"
                                                .formatted(name, fault.message())));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> structured(RowShape shape) {
        return switch (shape) {
            case CHAT -> List.of("messages", "tools", "parallel_tool_calls");
            case SHAREGPT -> List.of("conversations", "tools");
            case PREFERENCE ->
                    List.of(
                            "prompt",
                            "chosen",
                            "rejected",
                            "input",
                            "preferred_output",
                            "non_preferred_output",
                            "tools");
            case ALPACA -> List.of("history");
            case COMPLETION, TEXT -> List.of();
        };
    }
}
