package dev.hone.datasets.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.parquet.ParquetItem;
import dev.hone.datasets.parquet.ParquetRows;
import dev.hone.protocol.DatasetFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The rows of a Parquet file, as a file of JSON lines would hold them.
final class ParquetRecords implements RecordSource {
    private final ParquetRows rows;
    private final DatasetFormat format;
    private final Predicate<Set<String>> known;
    private boolean opened;
    private boolean done;

    private ParquetRecords(ParquetRows rows, DatasetFormat format, Predicate<Set<String>> known) {
        this.rows = rows;
        this.format = format;
        this.known = known;
    }

    /// Reads the stream to its end.
    static ParquetRecords open(
            InputStream source, DatasetFormat format, Predicate<Set<String>> known)
            throws IOException {
        return new ParquetRecords(ParquetRows.of(source, ParquetRecords::parsed), format, known);
    }

    private static JsonNode parsed(String text, Consumer<Fault> faults) {
        return switch (JsonPiece.value(text)) {
            case JsonPiece.Parsed(var value) -> value;
            case JsonPiece.Malformed(var fault) -> {
                faults.accept(fault);
                yield NullNode.getInstance();
            }
        };
    }

    @Override
    public Optional<Item> next() throws IOException {
        if (!opened) {
            opened = true;
            var problem = open();
            done = problem.isPresent();
            if (done) {
                return problem;
            }
        }
        return done ? Optional.empty() : rows.next().map(ParquetRecords::item);
    }

    /// What is wrong with the columns is told once, not for every row.
    private Optional<Item> open() throws IOException {
        return switch (rows.columns()) {
            case ParquetRows.Unreadable(var why) -> Optional.of(item(why));
            case ParquetRows.Named(var names) ->
                    Columns.problem(names, format.columns(), known, Columns::unknownInParquet)
                            .map(fault -> new Item.Broken(1, 0, fault));
        };
    }

    private static Item item(ParquetItem item) {
        return switch (item) {
            case ParquetItem.Found(var row, var offset, var members) ->
                    new Item.Found(row, offset, members);
            case ParquetItem.Broken(var row, var offset, var fault) ->
                    new Item.Broken(row, offset, fault);
        };
    }

    @Override
    public DatasetFormat format() {
        return format;
    }

    @Override
    public byte[] header() {
        return new byte[0];
    }

    @Override
    public byte[] bytes() {
        return rows.bytes();
    }

    @Override
    public boolean isTable() {
        return false;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
