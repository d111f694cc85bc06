package dev.hone.datasets.sample;

import static dev.hone.datasets.fault.FaultCode.BAD_TOOL;
import static dev.hone.datasets.fault.FaultCode.BAD_TOOL_CALL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.container.JsonPiece;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Faults;
import dev.hone.datasets.fault.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what a row says of tools, and the calls of them, as OpenAI writes both.
final class ToolReader {
    private static final String FUNCTION = "function";

    private final Faults faults;

    ToolReader(Faults faults) {
        this.faults = faults;
    }

    /// The functions that an assistant may call; absent or null are none.
    List<Tool> tools(@Nullable JsonNode node, String field) {
        var tools = new ArrayList<Tool>();
        forEach(node, field, BAD_TOOL, (item, place) -> tool(item, place).ifPresent(tools::add));
        return tools;
    }

    private Optional<Tool> tool(JsonNode node, String field) {
        var function = function(node, field, BAD_TOOL);
        var name =
                function.flatMap(it ->
                        Strings.required(it, "name", field + ".function.name", false, faults));
        if (name.isEmpty() || !(node instanceof ObjectNode tool)) {
            return Optional.empty();
        }
        return JavaValues.of(tool, field, faults)
                .map(definition -> new Tool(name.get(), definition));
    }

    /// What an assistant's turn calls; absent or null are none.
    List<ToolCall> calls(@Nullable JsonNode node, String field) {
        var calls = new ArrayList<ToolCall>();
        forEach(
                node,
                field,
                BAD_TOOL_CALL,
                (item, place) -> call(item, place).ifPresent(calls::add));
        return calls;
    }

    private Optional<ToolCall> call(JsonNode node, String field) {
        var function = function(node, field, BAD_TOOL_CALL);
        if (function.isEmpty()) {
            return Optional.empty();
        }
        var name =
                Strings.required(function.get(), "name", field + ".function.name", false, faults);
        var arguments = arguments(function.get().get("arguments"), field + ".function.arguments");
        var id = Strings.optional((ObjectNode) node, "id", field + ".id", faults);
        return name.flatMap(
                it -> arguments.map(values -> new ToolCall(id.orElse(null), it, values)));
    }

    /// An object, or the text of one, as OpenAI sends it.
    Optional<Map<String, @Nullable Object>> arguments(@Nullable JsonNode node, String field) {
        JsonNode value = node;
        if (node != null && node.isTextual()) {
            value =
                    switch (JsonPiece.value(node.textValue())) {
                        case JsonPiece.Parsed(var parsed) -> parsed;
                        case JsonPiece.Malformed _ -> node;
                    };
        }
        if (value instanceof ObjectNode object) {
            return JavaValues.of(object, field, faults);
        }
        var message = "%s must be a JSON object, or one as text".formatted(field);
        if (node == null) {
            faults.add(FaultCode.MISSING_FIELD, field, field + " is missing; " + message);
        } else {
            faults.add(
                    BAD_TOOL_CALL,
                    field,
                    node,
                    "%s, was %s %s"
                            .formatted(message, Quote.kind(node), Quote.value(node))
                            .strip());
        }
        return Optional.empty();
    }

    private Optional<ObjectNode> function(JsonNode node, String field, FaultCode code) {
        return Strings.object(node, field, code, faults)
                .flatMap(owner -> function(owner, field, code));
    }

    private Optional<ObjectNode> function(ObjectNode owner, String field, FaultCode code) {
        var type = owner.get("type");
        if (type != null && !FUNCTION.equals(type.textValue())) {
            faults.add(
                    code,
                    field + ".type",
                    type,
                    "%s.type must be \"function\", was %s"
                            .formatted(field, Quote.cut(type.toString())));
            return Optional.empty();
        }
        if (owner.get(FUNCTION) instanceof ObjectNode function) {
            return Optional.of(function);
        }
        faults.add(
                code,
                field + ".function",
                "%s.function must be an object with a name".formatted(field));
        return Optional.empty();
    }

    private interface Taker {
        void take(JsonNode item, String field);
    }

    private void forEach(@Nullable JsonNode node, String field, FaultCode code, Taker taker) {
        if (node == null || node.isNull()) {
            return;
        }
        if (!node.isArray()) {
            faults.add(
                    code,
                    field,
                    node,
                    "%s must be an array, was %s".formatted(field, Quote.kind(node)));
            return;
        }
        for (int index = 0; index < node.size(); index++) {
            taker.take(node.get(index), field + "[" + index + "]");
        }
    }
}
