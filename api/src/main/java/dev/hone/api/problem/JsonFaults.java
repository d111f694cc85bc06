package dev.hone.api.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.hone.orchestrator.errors.Fault;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says in words what is wrong with a JSON body: where, and what was expected there. Jackson's own
/// messages name classes of ours.
final class JsonFaults {
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;\\]]*; ?");
    private static final Pattern LIMIT_NAME = Pattern.compile(",? ?from `[^`]*`");

    private JsonFaults() {}

    static Fault of(JacksonException failure) {
        return switch (failure) {
            case StreamConstraintsException limit ->
                    new Fault(
                            null,
                            "The body is beyond the limits"
                                    + where(limit)
                                    + ": "
                                    + LIMIT_NAME.matcher(firstLine(limit)).replaceAll(""),
                            "json_too_complex");
            case StreamReadException syntax ->
                    new Fault(
                            null,
                            "The body is not valid JSON%s: %s"
                                    .formatted(where(syntax), firstLine(syntax)),
                            "invalid_json");
            case JsonMappingException mapping -> ofMapping(mapping);
            default -> new Fault(null, "The body could not be read as JSON", "invalid_json");
        };
    }

    private static Fault ofMapping(JsonMappingException mapping) {
        // A record refused its components: the sentence is ours and says all.
        if (mapping.getCause() instanceof IllegalArgumentException refusal
                && refusal.getMessage() != null) {
            return new Fault(param(mapping), refusal.getMessage(), "invalid_value");
        }
        if (mapping.getCause() instanceof JacksonException below
                && !(below instanceof JsonMappingException)) {
            return of(below);
        }
        if (mapping.getCause() instanceof NullPointerException) {
            return new Fault(
                    param(mapping),
                    "A required member is missing" + where(mapping),
                    "missing_required_parameter");
        }
        var param = param(mapping);
        var subject = param == null ? "The body" : "\"" + param + "\"";
        return new Fault(param, subject + expectation(mapping) + where(mapping), "invalid_type");
    }

    private static String expectation(JsonMappingException mapping) {
        return switch (mapping) {
            case InvalidTypeIdException unknown when unknown.getTypeId() != null ->
                    " has the unknown type \"%s\"".formatted(unknown.getTypeId());
            case InvalidTypeIdException _ -> " must have a \"type\"";
            case InvalidFormatException bad ->
                    " must be %s, was %s".formatted(kind(bad.getTargetType()), shown(bad));
            case MismatchedInputException bad when bad.getTargetType() != null ->
                    " must be " + kind(bad.getTargetType());
            default -> " cannot be read";
        };
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "an integer";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type.isRecord() || Map.class.isAssignableFrom(type) || type.isInterface()) {
            return "an object";
        }
        return "a string in the format of its type";
    }

    /// At most 60 characters: the value is shown to be found again, not to be stored in logs.
    private static String shown(InvalidFormatException bad) {
        var value = String.valueOf(bad.getValue());
        var cut = value.length() > 60 ? value.substring(0, 60) + "..." : value;
        return bad.getValue() instanceof String ? "\"" + cut + "\"" : cut;
    }

    private static @Nullable String param(JsonMappingException mapping) {
        var path = path(mapping.getPath());
        return path.isEmpty() ? null : path;
    }

    private static String path(List<Reference> references) {
        var path = new StringBuilder();
        for (var reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static String where(JacksonException failure) {
        var location = failure.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String firstLine(JacksonException failure) {
        var message = String.valueOf(failure.getOriginalMessage());
        return SOURCE.matcher(message.lines().findFirst().orElse("")).replaceAll("[");
    }
}
