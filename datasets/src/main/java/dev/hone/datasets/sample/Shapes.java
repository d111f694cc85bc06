package dev.hone.datasets.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Quote;
import dev.hone.protocol.RowShape;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells by the names of a row's members which shape it has, and reads it so.
final class Shapes {
    private static final String SUPPORTED =
            "rows have messages; prompt and completion; instruction and output; conversations; text;"
                    + " prompt, chosen and rejected; or input, preferred_output and non_preferred_output";

    /// The shapes that a row's names allow.
    sealed interface Claim {}

    record None(String names) implements Claim {}

    record One(RowShape shape) implements Claim {}

    record Several(Set<RowShape> shapes) implements Claim {}

    private Shapes() {}

    static Claim of(ObjectNode row) {
        var shapes = claimed(row::has);
        if (shapes.size() > 1) {
            return new Several(shapes);
        }
        return shapes.isEmpty()
                ? new None(
                        row.properties().stream()
                                .limit(20)
                                .map(member -> member.getKey())
                                .collect(Collectors.joining(", ")))
                : new One(shapes.iterator().next());
    }

    /// All that a shape reads of a row.
    static List<String> members(RowShape shape) {
        return switch (shape) {
            case CHAT -> List.of("messages", "tools", "parallel_tool_calls");
            case COMPLETION -> List.of("prompt", "completion");
            case ALPACA -> List.of("instruction", "input", "output", "system", "history");
            case SHAREGPT -> List.of("conversations", "system", "tools");
            case TEXT -> List.of("text");
            case PREFERENCE ->
                    List.of(
                            "prompt",
                            "chosen",
                            "rejected",
                            "input",
                            "preferred_output",
                            "non_preferred_output",
                            "tools");
        };
    }

    /// Whether rows of these names can be read, as the given shape if there is one.
    static boolean isKnown(Set<String> names, @Nullable RowShape given) {
        var shapes = claimed(names::contains);
        return given == null ? !shapes.isEmpty() : shapes.contains(given);
    }

    /// `text` counts only where nothing else does: sets of instructions often have it too.
    private static Set<RowShape> claimed(Predicate<String> has) {
        var shapes = EnumSet.noneOf(RowShape.class);
        boolean preference =
                has.test("chosen")
                        || has.test("rejected")
                        || has.test("preferred_output")
                        || has.test("non_preferred_output");
        claim(shapes, RowShape.CHAT, has.test("messages"));
        claim(shapes, RowShape.SHAREGPT, has.test("conversations"));
        claim(shapes, RowShape.PREFERENCE, preference);
        claim(shapes, RowShape.ALPACA, has.test("instruction"));
        claim(
                shapes,
                RowShape.COMPLETION,
                has.test("completion") || (has.test("prompt") && !preference));
        claim(shapes, RowShape.TEXT, shapes.isEmpty() && has.test("text"));
        return shapes;
    }

    private static void claim(Set<RowShape> shapes, RowShape shape, boolean claimed) {
        if (claimed) {
            shapes.add(shape);
        }
    }

    static Fault unknown(String names) {
        return new Fault(
                FaultCode.UNKNOWN_SHAPE,
                null,
                Quote.cut(names),
                "the row has no known shape (it has %s); %s"
                        .formatted(names.isEmpty() ? "nothing" : Quote.cut(names), SUPPORTED));
    }

    static Fault ambiguous(Set<RowShape> shapes) {
        var names = shapes.stream().map(Shapes::name).collect(Collectors.joining(" and "));
        return new Fault(
                FaultCode.AMBIGUOUS_FORMAT,
                null,
                names,
                "the row has members of both %s; leave out those that are not meant, or say which shape the file has"
                        .formatted(names));
    }

    static Fault mixed(RowShape own, RowShape file, long firstLine) {
        return new Fault(
                FaultCode.MIXED_SHAPES,
                null,
                name(own),
                "the row is %s, but the file's rows are %s since line %d; a file may have rows of one shape"
                        .formatted(name(own), name(file), firstLine));
    }

    static String name(RowShape shape) {
        return shape.name().toLowerCase(Locale.ROOT);
    }

    /// @param table whether all members are texts, lists and objects written as JSON among them
    static RowOutcome read(RowShape shape, ObjectNode row, boolean table) {
        if (table) {
            var broken = Cells.parse(shape, row);
            if (broken.isPresent()) {
                return new RowOutcome.Refused(List.of(broken.get()));
            }
        }
        return switch (shape) {
            case CHAT -> ChatShape.read(row);
            case COMPLETION -> PlainShapes.completion(row);
            case ALPACA -> AlpacaShape.read(row);
            case SHAREGPT -> ShareGptShape.read(row);
            case TEXT -> PlainShapes.text(row);
            case PREFERENCE -> PreferenceShape.read(row);
        };
    }
}
