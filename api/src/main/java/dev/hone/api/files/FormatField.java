package dev.hone.api.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.protocol.Compression;
import dev.hone.protocol.Container;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.RowShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what an upload says of its format, and refuses all that is wrong with it together.
public final class FormatField {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIELD = "x_hone";
    private static final List<String> MEMBERS =
            List.of("compression", "container", "shape", "columns");

    private final List<Fault> faults = new ArrayList<>();

    private FormatField() {}

    /// @param text of the form's field, a JSON object; absent or empty says nothing
    public static DatasetFormat parse(@Nullable String text) {
        return text == null || text.isBlank()
                ? DatasetFormat.DETECT
                : new FormatField().read(object(text));
    }

    /// @param node an object as the field has it; null says nothing
    public static DatasetFormat of(@Nullable JsonNode node) {
        return node == null || node.isNull() ? DatasetFormat.DETECT : parse(node.toString());
    }

    private static JsonNode object(String text) {
        try {
            var node = JSON.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException notJson) {
            // told below: the text is the caller's, and short
        }
        throw ApiException.invalid(
                FIELD,
                "invalid_format",
                "x_hone must be a JSON object of %s".formatted(String.join(", ", MEMBERS)));
    }

    private DatasetFormat read(JsonNode node) {
        for (var member : node.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                fault(
                        member.getKey(),
                        "unknown_parameter",
                        "There is no parameter \"%s.%s\"".formatted(FIELD, member.getKey()));
            }
        }
        var format =
                new DatasetFormat(
                        choice(node, "compression", Compression.class),
                        choice(node, "container", Container.class),
                        choice(node, "shape", RowShape.class),
                        columns(node.path("columns")));
        if (!faults.isEmpty()) {
            throw new ApiException(new ApiError.Invalid(faults));
        }
        return format;
    }

    private <E extends Enum<E>> @Nullable E choice(JsonNode node, String member, Class<E> type) {
        var value = node.get(member);
        if (value == null || value.isNull()) {
            return null;
        }
        for (var choice : type.getEnumConstants()) {
            if (name(choice).equals(value.textValue())) {
                return choice;
            }
        }
        fault(
                member,
                "invalid_format",
                "%s.%s must be one of %s, was %s"
                        .formatted(
                                FIELD,
                                member,
                                Arrays.stream(type.getEnumConstants())
                                        .map(FormatField::name)
                                        .collect(Collectors.joining(", ")),
                                value));
        return null;
    }

    /// As the protocol writes it.
    private static String name(Enum<?> choice) {
        return JSON.convertValue(choice, String.class);
    }

    private Map<String, String> columns(JsonNode node) {
        var columns = new LinkedHashMap<String, String>();
        boolean wrong = !node.isMissingNode() && !node.isNull() && !node.isObject();
        for (var member : node.properties()) {
            wrong |= !member.getValue().isTextual();
            columns.put(member.getKey(), member.getValue().asText());
        }
        if (wrong) {
            fault(
                    "columns",
                    "invalid_format",
                    "x_hone.columns must be an object of texts, as {\"completion\": \"answer\"},"
                            + " was "
                            + node);
        }
        return columns;
    }

    private void fault(String member, String code, String message) {
        faults.add(new Fault(FIELD + "." + member, message, code));
    }
}
