package dev.hone.datasets.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// From one line of JSON to a sample, or to all that is wrong with it.
final class RowParser {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 256;
    private static final String SUPPORTED =
            "supported are {\"messages\":[{\"role\":…,\"content\":…}]} and"
                    + " {\"prompt\":…,\"completion\":…}";

    private static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxNumberLength(LONGEST_NUMBER)
                                                    .maxNameLength(LONGEST_NAME)
                                                    .maxStringLength(Lines.CAP)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    sealed interface Outcome {}

    record Parsed(Sample sample) implements Outcome {}

    record Refused(List<Fault> faults) implements Outcome {}

    private RowParser() {}

    static Outcome parse(String line) {
        try {
            var node = JSON.readTree(line);
            return node instanceof ObjectNode row ? shaped(row) : refused(notAnObject(node));
        } catch (JsonProcessingException e) {
            return refused(malformed(e));
        }
    }

    private static Outcome shaped(ObjectNode row) {
        boolean chat = row.has("messages");
        boolean completion = row.has("prompt") || row.has("completion");
        if (chat && completion) {
            return refused(
                    Fault.ofLine(
                            "ambiguous_format",
                            "the row has both messages and prompt or completion; " + SUPPORTED));
        }
        if (chat) {
            return new ChatShape().read(row);
        }
        return completion ? CompletionShape.read(row) : refused(unsupported(row));
    }

    private static Fault unsupported(ObjectNode row) {
        var names = String.join(", ", row.properties().stream().map(e -> e.getKey()).toList());
        if (row.has("chosen")
                || row.has("conversations")
                || row.has("instruction")
                || row.has("text")) {
            return Fault.ofLine(
                    "format_not_supported",
                    "a row of %s is a format that is not supported yet; %s"
                            .formatted(Quote.cut(names), SUPPORTED));
        }
        return new Fault(
                "missing_messages",
                "messages",
                "the row has no messages (it has %s); %s"
                        .formatted(names.isEmpty() ? "nothing" : Quote.cut(names), SUPPORTED));
    }

    private static Fault notAnObject(JsonNode node) {
        return Fault.ofLine(
                "not_an_object",
                "the line must be a JSON object {…}, was %s %s"
                        .formatted(Quote.kind(node), Quote.value(node)));
    }

    private static Fault malformed(JsonProcessingException problem) {
        var reason = String.valueOf(problem.getOriginalMessage()).lines().findFirst().orElse("");
        if (problem instanceof StreamConstraintsException && reason.contains("nesting depth")) {
            return Fault.ofLine(
                    "nested_too_deep",
                    "the JSON is nested deeper than %d levels".formatted(DEEPEST));
        }
        long column = problem.getLocation() == null ? 1 : problem.getLocation().getColumnNr();
        if (reason.startsWith("Duplicate field")) {
            return Fault.ofLine(
                    "duplicate_key",
                    "column %d: %s; a name may stand only once in an object"
                            .formatted(column, reason.replace("Duplicate field", "repeated name")));
        }
        if (problem instanceof JsonEOFException) {
            return Fault.ofLine(
                    "malformed_json",
                    "column %d: the line ends before its JSON does; a bracket, brace or quote is not closed"
                            .formatted(column));
        }
        return Fault.ofLine(
                "malformed_json",
                "column %d: %s; the line must be one complete JSON object"
                        .formatted(column, Quote.cut(reason)));
    }

    static Refused refused(Fault fault) {
        return new Refused(List.of(fault));
    }
}
