package dev.hone.datasets.parquet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hone.datasets.fault.FaultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;

/// What a file says of itself at its end. Its row groups are read one by one, when their rows are.
///
/// @param rows of all row groups
/// @param start of the footer, where pages end
/// @param end behind it
/// @param groups where their list begins; 0 if there is none
record Footer(Schema schema, long rows, long start, long end, long groups) {
    static final String MAGIC = "PAR1";
    static final String ENCRYPTED_MAGIC = "PARE";
    static final int MAGIC_BYTES = 4;

    /// Time is what it costs, not memory. A thousand row groups of ten columns, with the least and
    /// greatest texts of each as long as pyarrow writes them, have 80 MB.
    private static final int LONGEST = 128 << 20;

    private static final int TAIL = Integer.BYTES + MAGIC_BYTES;

    static Footer read(FileChannel file) throws IOException {
        long size = file.size();
        if (size < MAGIC_BYTES + TAIL) {
            throw truncated();
        }
        var first = magic(bytes(file, 0, MAGIC_BYTES));
        var tail = bytes(file, size - TAIL, TAIL).order(ByteOrder.LITTLE_ENDIAN);
        int length = tail.getInt();
        var last = magic(tail);
        if (first.equals(ENCRYPTED_MAGIC) || last.equals(ENCRYPTED_MAGIC)) {
            throw ColumnChunk.encrypted();
        }
        if (!first.equals(MAGIC)) {
            throw Damage.of("the file does not start with %s, as Parquet does".formatted(MAGIC));
        }
        if (!last.equals(MAGIC)) {
            throw truncated();
        }
        if (length < 1 || length > Math.min(LONGEST, size - MAGIC_BYTES - TAIL)) {
            throw Damage.of(
                            "the footer is said to have %d bytes; it must fit into the file and have at most %d"
                                    .formatted(length, LONGEST))
                    .at(size - TAIL);
        }
        return read(file, size - TAIL - length, size - TAIL);
    }

    private static Footer read(FileChannel file, long start, long end) throws IOException {
        var range = new FileRange(file, start, end);
        try {
            var reader = new Reader(range);
            reader.thrift.struct(reader::take);
            var schema = Schema.of(reader.elements);
            return new Footer(schema, reader.rows, start, end, reader.groups);
        } catch (Damage damage) {
            throw damage.at(range.offset());
        }
    }

    private static String magic(ByteBuffer bytes) {
        return ISO_8859_1.decode(bytes.slice(bytes.position(), MAGIC_BYTES)).toString();
    }

    private static ByteBuffer bytes(FileChannel file, long start, int length) throws IOException {
        var range = new FileRange(file, start, start + length);
        return ByteBuffer.wrap(range.readNBytes(length));
    }

    private static Damage truncated() {
        return Damage.of(
                FaultCode.TRUNCATED_FILE,
                "the file does not end with %s, as Parquet does; upload the whole file"
                        .formatted(MAGIC));
    }

    private static final class Reader {
        private final FileRange source;
        private final Thrift thrift;
        private final ArrayList<SchemaElement> elements = new ArrayList<>();
        private long rows;
        private long groups;

        Reader(FileRange source) {
            this.source = source;
            this.thrift = new Thrift(source);
        }

        private boolean take(int id) throws IOException {
            switch (id) {
                case 2 -> thrift.structs(this::element);
                case 3 -> rows = thrift.wide();
                case 4 -> {
                    groups = source.offset();
                    return false;
                }
                case 8 -> throw ColumnChunk.encrypted();
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void element() throws IOException {
            if (elements.size() == Schema.MOST_ELEMENTS) {
                throw Damage.of(
                        FaultCode.TOO_MANY_COLUMNS,
                        "the schema has more than %d elements".formatted(Schema.MOST_ELEMENTS));
            }
            elements.add(SchemaElement.read(thrift));
        }
    }
}
