package dev.hone.datasets.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/// Reads Thrift's compact protocol, in which Parquet writes all that it says of its data.
final class Thrift {
    private static final int STOP = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;

    private static final int DEEPEST = 32;
    private static final int LONGEST_VARINT = 70;
    private static final int LONGEST_TEXT = 1 << 10;

    private final FileRange source;
    private int type;
    private int depth;

    Thrift(FileRange source) {
        this.source = source;
    }

    /// Takes a field of a struct.
    interface Field {
        /// Reads the field's value, or leaves it alone.
        ///
        /// @return whether it was read
        boolean take(int id) throws IOException;
    }

    /// Takes an element of a list.
    interface Element {
        void take() throws IOException;
    }

    /// Reads a struct to its end; fields that are not taken are passed over.
    void struct(Field field) throws IOException {
        descend();
        int id = 0;
        while (true) {
            int header = octet();
            if (header == STOP) {
                depth--;
                return;
            }
            id = header >>> 4 == 0 ? (short) zigzag() : id + (header >>> 4);
            int own = header & 0xF;
            type = own;
            if (!field.take(id)) {
                skip(own, false);
            }
        }
    }

    /// Reads a list of structs.
    ///
    /// @return how many there were
    long structs(Element element) throws IOException {
        long count = list(STRUCT);
        for (long index = 0; index < count; index++) {
            element.take();
        }
        return count;
    }

    /// Of a list of structs, which are to be read next.
    ///
    /// @return how many there are
    long structsHeader() throws IOException {
        return header(STRUCT);
    }

    private long list(int element) throws IOException {
        expect(LIST);
        return header(element);
    }

    private long header(int element) throws IOException {
        int header = octet();
        long count = header >>> 4 == 0xF ? varint() : header >>> 4;
        if (count < 0 || count > source.left() || (count > 0 && (header & 0xF) != element)) {
            throw Damage.of("a list of %d elements of the kind %d".formatted(count, header & 0xF));
        }
        type = element;
        return count;
    }

    boolean truth() throws IOException {
        if (type != TRUE && type != FALSE) {
            throw unexpected();
        }
        return type == TRUE;
    }

    int integer() throws IOException {
        long value = type == BYTE ? (byte) octet() : wide();
        if (value != (int) value) {
            throw Damage.of("the number %d has more than 32 bits".formatted(value));
        }
        return (int) value;
    }

    long wide() throws IOException {
        if (type != I16 && type != I32 && type != I64) {
            throw unexpected();
        }
        return zigzag();
    }

    String text() throws IOException {
        expect(BINARY);
        long length = varint();
        if (length < 0 || length > Math.min(LONGEST_TEXT, source.left())) {
            throw Damage.of("a name of %d bytes".formatted(length));
        }
        return new String(source.readNBytes((int) length), UTF_8);
    }

    private void skip(int what, boolean element) throws IOException {
        switch (what) {
            case TRUE, FALSE -> source.pass(element ? 1 : 0);
            case BYTE -> source.pass(1);
            case I16, I32, I64 -> varint();
            case DOUBLE -> source.pass(Double.BYTES);
            case BINARY -> source.pass(varint());
            case LIST, SET -> skipList();
            case MAP -> skipMap();
            case STRUCT -> struct(_ -> false);
            default -> throw unexpected();
        }
    }

    /// Every element has at least one byte, so this ends with the file.
    private void skipList() throws IOException {
        descend();
        int header = octet();
        long count = header >>> 4 == 0xF ? varint() : header >>> 4;
        for (long index = 0; index < count; index++) {
            skip(header & 0xF, true);
        }
        depth--;
    }

    private void skipMap() throws IOException {
        descend();
        long count = varint();
        int kinds = count == 0 ? 0 : octet();
        for (long index = 0; index < count; index++) {
            skip(kinds >>> 4, true);
            skip(kinds & 0xF, true);
        }
        depth--;
    }

    private void descend() throws Damage {
        depth++;
        if (depth > DEEPEST) {
            throw Damage.of("it is nested deeper than %d levels".formatted(DEEPEST));
        }
    }

    private void expect(int wanted) throws Damage {
        if (type != wanted) {
            throw unexpected();
        }
    }

    private Damage unexpected() {
        return Damage.of("a value of the kind %d".formatted(type));
    }

    private long zigzag() throws IOException {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < LONGEST_VARINT; shift += 7) {
            int part = octet();
            value |= (long) (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw Damage.of("a number has more than 64 bits");
    }

    private int octet() throws IOException {
        int value = source.read();
        if (value < 0) {
            throw Damage.of("it ends too early");
        }
        return value;
    }
}
