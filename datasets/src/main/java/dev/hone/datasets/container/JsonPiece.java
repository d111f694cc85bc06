package dev.hone.datasets.container;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Quote;
import java.io.IOException;
import java.io.UncheckedIOException;

/// From the text of one record to its JSON object.
public final class JsonPiece {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 256;
    private static final String DUPLICATE = "Duplicate field ";

    /// Jackson finds duplicate keys most cheaply while it builds the tree. Names of hostile rows
    /// are not to stay in the JVM's table of strings.
    private static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxNumberLength(LONGEST_NUMBER)
                                                    .maxNameLength(LONGEST_NAME)
                                                    .maxStringLength(Piece.CAP)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build();

    public sealed interface Outcome {}

    public record Parsed(JsonNode value) implements Outcome {}

    public record Malformed(Fault fault) implements Outcome {}

    private JsonPiece() {}

    /// Any JSON value, as a cell of a table may hold one.
    public static Outcome value(String text) {
        try {
            return new Parsed(JSON.readTree(text));
        } catch (JsonProcessingException problem) {
            return new Malformed(malformed(problem));
        }
    }

    /// Parses the bytes, which is quicker than the text; they tell columns in bytes, though, so
    /// what is wrong is told by the text.
    static Item item(Piece.Complete piece, String text) {
        return switch (outcome(piece.bytes(), text)) {
            case Malformed(var fault) -> new Item.Broken(piece.line(), piece.byteOffset(), fault);
            case Parsed(ObjectNode row) -> new Item.Found(piece.line(), piece.byteOffset(), row);
            case Parsed(var other) ->
                    new Item.Broken(piece.line(), piece.byteOffset(), notAnObject(other));
        };
    }

    private static Outcome outcome(byte[] bytes, String text) {
        try {
            return new Parsed(JSON.readTree(bytes));
        } catch (JsonProcessingException problem) {
            return value(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Fault notAnObject(JsonNode node) {
        return new Fault(
                FaultCode.NOT_AN_OBJECT,
                null,
                Quote.value(node),
                "the row must be a JSON object {…}, was %s %s"
                        .formatted(Quote.kind(node), Quote.value(node))
                        .strip());
    }

    private static Fault malformed(JsonProcessingException problem) {
        var reason = String.valueOf(problem.getOriginalMessage()).lines().findFirst().orElse("");
        if (problem instanceof StreamConstraintsException && reason.contains("nesting depth")) {
            return Fault.ofRow(
                    FaultCode.NESTED_TOO_DEEP,
                    "the JSON is nested deeper than %d levels".formatted(DEEPEST));
        }
        long column = problem.getLocation() == null ? 1 : problem.getLocation().getColumnNr();
        if (reason.startsWith(DUPLICATE)) {
            return duplicate(column, reason.substring(DUPLICATE.length()));
        }
        if (problem instanceof JsonEOFException) {
            return Fault.ofRow(
                    FaultCode.MALFORMED_JSON,
                    "column %d: the row ends before its JSON does; a bracket, brace or quote is not closed"
                            .formatted(column));
        }
        return Fault.ofRow(
                FaultCode.MALFORMED_JSON,
                "column %d: %s; the row must be one complete JSON object"
                        .formatted(column, Quote.cut(reason)));
    }

    /// @param rest 'name' and which tree node it was for
    private static Fault duplicate(long column, String rest) {
        int end = rest.lastIndexOf("' for ");
        var name = Quote.cut(end < 0 ? rest : rest.substring(1, end));
        return new Fault(
                FaultCode.DUPLICATE_KEY,
                null,
                name,
                "column %d: the name '%s' is repeated; a name may stand only once in an object"
                        .formatted(column, name));
    }
}
