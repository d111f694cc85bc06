package dev.hone.datasets.parquet;

import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Quote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// What the rows of a file have.
///
/// @param columns its leaves, in the order of the file's columns
record Schema(Field.Struct row, List<Field.Leaf> columns) {
    static final int MOST_COLUMNS = 1000;
    static final int MOST_ELEMENTS = 20 * MOST_COLUMNS;
    private static final int DEEPEST = 64;

    Schema {
        columns = List.copyOf(columns);
    }

    /// @param elements the root first, each group before its children
    static Schema of(List<SchemaElement> elements) throws Damage {
        return new Builder(elements).schema();
    }

    private static final class Builder {
        private final List<SchemaElement> elements;
        private final List<Field.Leaf> columns = new ArrayList<>();
        private int next;

        Builder(List<SchemaElement> elements) {
            this.elements = elements;
        }

        /// Where a field stands.
        ///
        /// @param path with a dot at its end, unless it is empty
        private record Place(String path, int depth, int definition, int repetition) {
            Place within(String name) {
                return new Place(path + name + ".", depth + 1, definition, repetition);
            }

            Place optional() {
                return new Place(path, depth, definition + 1, repetition);
            }

            Place repeated() {
                return new Place(path, depth, definition + 1, repetition + 1);
            }
        }

        Schema schema() throws Damage {
            var root = take();
            if (root.isLeaf() || root.children() < 1) {
                throw Damage.of("its schema has no columns");
            }
            var row = struct(root, "", new Place("", 0, 0, 0));
            if (next != elements.size()) {
                throw Damage.of(
                        "its schema has %d elements, of which %d belong to nothing"
                                .formatted(elements.size(), elements.size() - next));
            }
            return new Schema(row, columns);
        }

        private SchemaElement take() throws Damage {
            if (next == elements.size()) {
                throw Damage.of("its schema ends too early, after %d elements".formatted(next));
            }
            return elements.get(next++);
        }

        private SchemaElement peek() throws Damage {
            var element = take();
            next--;
            return element;
        }

        private Field.Struct struct(SchemaElement group, String name, Place place) throws Damage {
            int first = columns.size();
            var members = new ArrayList<Field>();
            var names = new HashSet<String>();
            for (int child = 0; child < group.children(); child++) {
                var member = field(place);
                members.add(member);
                if (!names.add(member.name())) {
                    throw Damage.of(
                            FaultCode.DUPLICATE_COLUMN,
                            "there are two columns \"%s\"; a name may stand only once"
                                    .formatted(Quote.cut(place.path() + member.name())));
                }
            }
            if (members.isEmpty()) {
                throw Damage.of("the group %s has no members".formatted(Quote.cut(name)));
            }
            return new Field.Struct(name, place.definition(), first, columns.size(), members);
        }

        private Field field(Place parent) throws Damage {
            var element = take();
            return switch (element.repetition()) {
                case REQUIRED -> single(element, element.name(), parent);
                case OPTIONAL -> single(element, element.name(), parent.optional());
                case REPEATED -> {
                    // the old way: neither the list nor its elements can be null
                    var within = parent.repeated();
                    yield new Field.Sequence(
                            element.name(),
                            parent.definition(),
                            within.repetition(),
                            within.definition(),
                            single(element, element.name(), within));
                }
            };
        }

        /// One value of it, whatever its own repetition.
        private Field single(SchemaElement element, String name, Place place) throws Damage {
            if (element.isLeaf()) {
                return leaf(element, name, place);
            }
            var within = deeper(place, element);
            return switch (element.group()) {
                case PLAIN -> struct(element, name, within);
                case LIST -> list(element, name, within);
                case MAP -> map(element, name, within);
            };
        }

        private Field.Leaf leaf(SchemaElement element, String name, Place place) throws Damage {
            var physical = element.physical();
            if (physical == null
                    || element.children() > 0
                    || (physical == Physical.FIXED_LEN_BYTE_ARRAY && element.typeLength() < 1)) {
                throw Damage.of("the column %s is of no type".formatted(Quote.cut(name)));
            }
            var leaf =
                    new Field.Leaf(
                            name,
                            Quote.cut(place.path() + element.name()),
                            place.definition(),
                            place.repetition(),
                            columns.size(),
                            physical,
                            element.typeLength(),
                            element.meaning());
            columns.add(leaf);
            if (columns.size() > MOST_COLUMNS) {
                throw Damage.of(
                        FaultCode.TOO_MANY_COLUMNS,
                        "the file has more than %d columns, those within others counted; leave out what is not trained on, or keep it as JSON in one column of text"
                                .formatted(MOST_COLUMNS));
            }
            return leaf;
        }

        /// The three levels of today, and the two of yesterday.
        private Field list(SchemaElement list, String name, Place place) throws Damage {
            var repeated = repeated(list, place);
            var within = place.repeated();
            Field element;
            if (isElement(list, repeated)) {
                element = single(repeated, repeated.name(), within);
            } else {
                element = field(deeper(within, repeated));
            }
            return new Field.Sequence(
                    name, place.definition(), within.repetition(), within.definition(), element);
        }

        /// Whether what is repeated is the element itself, not only there to make it nullable.
        private boolean isElement(SchemaElement list, SchemaElement repeated) throws Damage {
            return repeated.isLeaf()
                    || repeated.children() != 1
                    || repeated.name().equals("array")
                    || repeated.name().equals(list.name() + "_tuple")
                    || peek().repetition() == SchemaElement.Repetition.REPEATED;
        }

        private Field map(SchemaElement map, String name, Place place) throws Damage {
            var repeated = repeated(map, place);
            if (repeated.isLeaf() || repeated.children() != 2) {
                throw Damage.of(
                        "the map %s has no keys and values".formatted(Quote.cut(place.path())));
            }
            var within = place.repeated();
            var members = deeper(within, repeated);
            var key = field(members);
            if (!(key instanceof Field.Leaf leaf)) {
                throw Damage.of(
                        FaultCode.FORMAT_NOT_SUPPORTED,
                        "the keys of the map %s are no texts or numbers"
                                .formatted(Quote.cut(place.path())));
            }
            return new Field.Mapping(
                    name,
                    place.definition(),
                    within.repetition(),
                    within.definition(),
                    leaf,
                    field(members));
        }

        private SchemaElement repeated(SchemaElement group, Place place) throws Damage {
            if (group.children() != 1) {
                throw Damage.of(
                        "the list or map %s has %d children; it must have one"
                                .formatted(Quote.cut(place.path()), group.children()));
            }
            var repeated = take();
            if (repeated.repetition() != SchemaElement.Repetition.REPEATED) {
                throw Damage.of(
                        "nothing is repeated in the list or map %s"
                                .formatted(Quote.cut(place.path())));
            }
            return repeated;
        }

        private static Place deeper(Place place, SchemaElement group) throws Damage {
            var within = place.within(group.name());
            if (within.depth() > DEEPEST) {
                throw Damage.of(
                        FaultCode.NESTED_TOO_DEEP,
                        "the schema is nested deeper than %d levels".formatted(DEEPEST));
            }
            return within;
        }
    }
}
