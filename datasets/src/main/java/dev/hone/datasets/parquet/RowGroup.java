package dev.hone.datasets.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Rows whose columns stand together.
record RowGroup(long rows, List<ColumnChunk> columns) {
    RowGroup {
        columns = List.copyOf(columns);
    }

    /// @param from where the group before it ends
    /// @param end where the footer begins
    static RowGroup read(Thrift thrift, Schema schema, long from, long end) throws IOException {
        var reader = new Reader(thrift, schema.columns().size());
        thrift.struct(reader::take);
        var group = new RowGroup(reader.rows, reader.columns);
        group.check(schema, from, end);
        return group;
    }

    /// Behind its last page.
    long end() {
        return columns.stream().mapToLong(ColumnChunk::end).max().orElse(0);
    }

    /// What a file says of its columns must fit into it, and no byte may count twice: else a few
    /// pages could stand for any number of rows.
    private void check(Schema schema, long from, long end) throws Damage {
        if (rows < 0) {
            throw Damage.of("a row group has %d rows".formatted(rows));
        }
        if (columns.size() != schema.columns().size()) {
            throw Damage.of(
                    "a row group has %d columns; the schema has %d"
                            .formatted(columns.size(), schema.columns().size()));
        }
        for (var leaf : schema.columns()) {
            var chunk = columns.get(leaf.firstColumn());
            if (chunk.physical() != leaf.physical()) {
                throw Damage.of(
                        "column %s has the type %s, and %s in the schema"
                                .formatted(leaf.path(), chunk.physical(), leaf.physical()));
            }
            if (chunk.values() < rows) {
                throw Damage.of(
                        "column %s has %d values, in %d rows"
                                .formatted(leaf.path(), chunk.values(), rows));
            }
        }
        long before = from;
        for (var chunk :
                columns.stream().sorted(Comparator.comparingLong(ColumnChunk::start)).toList()) {
            if (chunk.start() < before || chunk.end() > end) {
                throw Damage.of(
                        "a column's pages are said to stand in the bytes %d to %d; they must stand behind byte %d, where others end, and before byte %d"
                                .formatted(chunk.start(), chunk.end(), before, end));
            }
            before = chunk.end();
        }
    }

    private static final class Reader {
        private final Thrift thrift;
        private final int most;
        private final List<ColumnChunk> columns = new ArrayList<>();
        private long rows = -1;

        Reader(Thrift thrift, int most) {
            this.thrift = thrift;
            this.most = most;
        }

        private boolean take(int id) throws IOException {
            switch (id) {
                case 1 ->
                        thrift.structs(() -> {
                            if (columns.size() > most) {
                                throw Damage.of("a row group has more columns than the schema");
                            }
                            columns.add(ColumnChunk.read(thrift));
                        });
                case 3 -> rows = thrift.wide();
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
