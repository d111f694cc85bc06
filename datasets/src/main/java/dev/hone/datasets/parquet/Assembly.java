package dev.hone.datasets.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Quote;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts rows together from the values of their columns. What a struct does not have is absent: a
/// file has every member in every struct, and null where the row had none.
final class Assembly {
    private static final JsonNode NULL = NullNode.getInstance();

    private final Field.Struct schema;
    private final List<Column> columns;
    private final Texts texts;
    private final Work work;
    private RowUnderWay row = new RowUnderWay();

    /// @param columns each at its first value
    Assembly(Schema schema, List<Column> columns, Texts texts, Work work) {
        this.schema = schema.row();
        this.columns = columns;
        this.texts = texts;
        this.work = work;
    }

    /// What became of a row.
    record Assembled(ObjectNode members, RowUnderWay row) {}

    Assembled next() throws IOException {
        row = new RowUnderWay();
        for (var column : columns) {
            if (column.hasEnded() || column.repetition() != 0) {
                throw column.located(Damage.of("the column has fewer values than the others"));
            }
        }
        var members = struct(schema);
        for (var column : columns) {
            if (column.repetition() != 0) {
                throw column.located(Damage.of("a row has more values here than elsewhere"));
            }
        }
        work.spend(Math.max(Work.ROW, row.size()));
        return new Assembled(members, row);
    }

    /// What the row has there; absent where it is null.
    private @Nullable JsonNode value(Field field) throws IOException {
        if (columns.get(field.firstColumn()).definition() < field.presentAt()) {
            passNothing(field);
            return null;
        }
        return switch (field) {
            case Field.Leaf leaf -> leaf(leaf);
            case Field.Struct struct -> struct(struct);
            case Field.Sequence sequence -> sequence(sequence);
            case Field.Mapping mapping -> mapping(mapping);
        };
    }

    /// Null, or a list of nothing, takes one place in each of its columns, and the same in all.
    private void passNothing(Field field) throws IOException {
        int definition = columns.get(field.firstColumn()).definition();
        for (int index = field.firstColumn(); index < field.endColumn(); index++) {
            var column = columns.get(index);
            if (column.hasEnded() || column.definition() != definition) {
                throw column.located(
                        Damage.of("something is null here that is not elsewhere, or ends"));
            }
            column.next();
        }
    }

    private JsonNode leaf(Field.Leaf leaf) throws IOException {
        var column = columns.get(leaf.firstColumn());
        if (column.hasEnded()) {
            throw column.located(Damage.of("the column has fewer values than the others"));
        }
        var value = leaf.physical().isNumber() ? number(column) : text(column);
        column.next();
        return value;
    }

    private JsonNode number(Column column) throws IOException {
        row.add(Integer.BYTES);
        return Numbers.value(column.leaf(), column.number(), row);
    }

    private JsonNode text(Column column) throws IOException {
        int most = row.isTooLong() ? 0 : RowUnderWay.CAP;
        var slice = column.bytes(most);
        row.add(2L + slice.length());
        if (row.isTooLong()) {
            return NULL;
        }
        return texts.value(column.leaf(), slice, row);
    }

    private ObjectNode struct(Field.Struct struct) throws IOException {
        var members = JsonNodeFactory.instance.objectNode();
        row.add(2);
        for (var field : struct.members()) {
            requirePresent(field, struct.presentAt());
            var value = value(field);
            if (value != null) {
                row.add(4L + field.name().length());
                keep(members, field.name(), value);
            }
        }
        return members;
    }

    private void keep(ObjectNode members, String name, JsonNode value) {
        if (!row.isTooLong()) {
            members.set(name, value);
        }
    }

    private JsonNode sequence(Field.Sequence sequence) throws IOException {
        var elements = JsonNodeFactory.instance.arrayNode();
        row.add(2);
        if (columns.get(sequence.firstColumn()).definition() < sequence.elementsAt()) {
            passNothing(sequence);
            return elements;
        }
        do {
            requirePresent(sequence.element(), sequence.elementsAt());
            var element = value(sequence.element());
            row.add(element == null ? 5 : 1);
            if (!row.isTooLong()) {
                elements.add(element == null ? NULL : element);
            }
        } while (goesOn(sequence, sequence.repetition()));
        return elements;
    }

    private JsonNode mapping(Field.Mapping mapping) throws IOException {
        var members = JsonNodeFactory.instance.objectNode();
        row.add(2);
        if (columns.get(mapping.firstColumn()).definition() < mapping.elementsAt()) {
            passNothing(mapping);
            return members;
        }
        do {
            requirePresent(mapping.key(), mapping.elementsAt());
            requirePresent(mapping.value(), mapping.elementsAt());
            var key = value(mapping.key());
            var value = value(mapping.value());
            row.add(4);
            var name = key == null ? "null" : key.asText();
            if (members.has(name)) {
                row.tell(repeated(mapping, name));
            }
            keep(members, name, value == null ? NULL : value);
        } while (goesOn(mapping, mapping.repetition()));
        return members;
    }

    private static Fault repeated(Field.Mapping mapping, String name) {
        return new Fault(
                FaultCode.DUPLICATE_KEY,
                Quote.cut(mapping.name()),
                Quote.cut(name),
                "the key '%s' is repeated in %s; a name may stand only once in an object"
                        .formatted(Quote.cut(name), Quote.cut(mapping.name())));
    }

    /// What is in something that is there says so in its first column too; its other columns are
    /// looked at in turn.
    private void requirePresent(Field field, int definition) throws Damage {
        var column = columns.get(field.firstColumn());
        if (column.definition() < definition) {
            throw column.located(Damage.of("something is null here that is not elsewhere"));
        }
    }

    /// Whether another element of the same list follows, on which all its columns must agree.
    private boolean goesOn(Field list, int repetition) throws Damage {
        boolean more = columns.get(list.firstColumn()).repetition() == repetition;
        for (int index = list.firstColumn() + 1; index < list.endColumn(); index++) {
            var column = columns.get(index);
            if ((column.repetition() == repetition) != more) {
                throw column.located(
                        Damage.of("a list has another number of elements here than elsewhere"));
            }
        }
        return more;
    }
}
