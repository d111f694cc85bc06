package dev.hone.datasets.parquet;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One line of a schema, as it is written: the tree is flattened, each group before its children.
///
/// @param physical absent in groups
/// @param group what an annotated group is
record SchemaElement(
        String name,
        @Nullable Physical physical,
        int typeLength,
        Repetition repetition,
        int children,
        Group group,
        Meaning meaning) {

    /// In the order of the format's numbers.
    enum Repetition {
        REQUIRED,
        OPTIONAL,
        REPEATED
    }

    enum Group {
        PLAIN,
        LIST,
        MAP
    }

    /// A number of JSON may have 64 digits.
    private static final int MOST_SCALE = 64;

    private static final int CONVERTED_MAP = 1;
    private static final int CONVERTED_MAP_KEY_VALUE = 2;
    private static final int CONVERTED_LIST = 3;

    static SchemaElement read(Thrift thrift) throws IOException {
        return new Reader(thrift).read();
    }

    boolean isLeaf() {
        return physical != null;
    }

    private static final class Reader {
        private final Thrift thrift;
        private String name = "";
        private @Nullable Physical physical;
        private int typeLength;
        private Repetition repetition = Repetition.REQUIRED;
        private int children;
        private int scale;
        private int converted = -1;
        private Group group = Group.PLAIN;
        private @Nullable Meaning logical;

        Reader(Thrift thrift) {
            this.thrift = thrift;
        }

        SchemaElement read() throws IOException {
            thrift.struct(this::take);
            if (converted == CONVERTED_LIST) {
                group = Group.LIST;
            } else if (converted == CONVERTED_MAP || converted == CONVERTED_MAP_KEY_VALUE) {
                group = Group.MAP;
            }
            if (scale < 0 || scale > MOST_SCALE) {
                throw Damage.of(
                        "numbers of %d decimals; there may be 0 to %d"
                                .formatted(scale, MOST_SCALE));
            }
            var meaning = logical == null ? converted() : logical;
            return new SchemaElement(
                    name, physical, typeLength, repetition, children, group, meaning);
        }

        private boolean take(int id) throws IOException {
            switch (id) {
                case 1 -> physical = Physical.of(thrift.integer());
                case 2 -> typeLength = thrift.integer();
                case 3 -> repetition = repetition(thrift.integer());
                case 4 -> name = thrift.text();
                case 5 -> children = thrift.integer();
                case 6 -> converted = thrift.integer();
                case 7 -> scale = thrift.integer();
                case 10 -> thrift.struct(this::logical);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private static Repetition repetition(int number) throws Damage {
            return switch (number) {
                case 0 -> Repetition.REQUIRED;
                case 1 -> Repetition.OPTIONAL;
                case 2 -> Repetition.REPEATED;
                default -> throw Damage.of("a repetition of the number %d".formatted(number));
            };
        }

        /// The field's number is the kind.
        private boolean logical(int id) throws IOException {
            switch (id) {
                case 2 -> group = Group.MAP;
                case 3 -> group = Group.LIST;
                case 5 -> {
                    return decimal();
                }
                case 6 -> logical = new Meaning.Date();
                case 7 -> {
                    var unit = Unit.read(thrift);
                    logical = new Meaning.Time(unit.perSecond);
                    return true;
                }
                case 8 -> {
                    var unit = Unit.read(thrift);
                    logical = new Meaning.Timestamp(unit.perSecond, unit.utc);
                    return true;
                }
                case 10 -> {
                    return whole();
                }
                case 12 -> logical = new Meaning.Json();
                case 14 -> logical = new Meaning.Uuid();
                case 15 -> logical = new Meaning.Float16();
                default -> {
                    // text and enumerations are text anyway; what else there is has no name in JSON
                }
            }
            return false;
        }

        private boolean decimal() throws IOException {
            thrift.struct(id -> {
                if (id == 1) {
                    scale = thrift.integer();
                }
                return id == 1;
            });
            logical = new Meaning.Decimal(scale);
            return true;
        }

        private boolean whole() throws IOException {
            thrift.struct(id -> {
                if (id == 2) {
                    logical = thrift.truth() ? Meaning.PLAIN : new Meaning.Unsigned();
                }
                return id == 2;
            });
            return true;
        }

        /// As it was said before there were logical types.
        private Meaning converted() {
            return switch (converted) {
                case 5 -> new Meaning.Decimal(scale);
                case 6 -> new Meaning.Date();
                case 7 -> new Meaning.Time(Meaning.MILLIS);
                case 8 -> new Meaning.Time(Meaning.MICROS);
                case 9 -> new Meaning.Timestamp(Meaning.MILLIS, true);
                case 10 -> new Meaning.Timestamp(Meaning.MICROS, true);
                case 11, 12, 13, 14 -> new Meaning.Unsigned();
                case 19 -> new Meaning.Json();
                default -> Meaning.PLAIN;
            };
        }
    }

    /// Of a time.
    private static final class Unit {
        private long perSecond = Meaning.MICROS;
        private boolean utc;

        static Unit read(Thrift thrift) throws IOException {
            var unit = new Unit();
            thrift.struct(id -> {
                if (id == 1) {
                    unit.utc = thrift.truth();
                } else if (id == 2) {
                    thrift.struct(unit::name);
                }
                return id == 1 || id == 2;
            });
            return unit;
        }

        /// The field's number is the unit.
        private boolean name(int id) {
            perSecond = id == 1 ? Meaning.MILLIS : id == 2 ? Meaning.MICROS : Meaning.NANOS;
            return false;
        }
    }
}
