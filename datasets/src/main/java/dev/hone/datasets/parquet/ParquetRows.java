package dev.hone.datasets.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the rows of a Parquet file one after the other, in bounded memory. The file is copied to
/// the disk first: what it holds is told at its end.
public final class ParquetRows implements AutoCloseable {
    /// How every file starts; also one that is encrypted.
    public static final String MAGIC = Footer.MAGIC;

    public static final String ENCRYPTED_MAGIC = Footer.ENCRYPTED_MAGIC;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel file;
    private final Texts texts;
    private final Work work;
    private final Held held = new Held();
    private final BinaryValues.Room room = new BinaryValues.Room();
    private final List<Column> columns = new ArrayList<>();
    private @Nullable Footer footer;
    private @Nullable RowGroups groups;
    private @Nullable Assembly assembly;
    private long leftInGroup;
    private long rows;
    private long offset;
    private byte[] bytes = {};
    private boolean done;

    private ParquetRows(FileChannel file, JsonText json) throws IOException {
        this.file = file;
        this.texts = new Texts(json);
        this.work = new Work(file.size());
    }

    /// Reads the stream to its end, and leaves it open.
    public static ParquetRows of(InputStream source, JsonText json) throws IOException {
        return new ParquetRows(Spool.of(source), json);
    }

    /// The names of its columns, not of what is within them; or why they cannot be told.
    public sealed interface Columns {}

    public record Named(List<String> names) implements Columns {}

    public record Unreadable(ParquetItem.Broken why) implements Columns {}

    /// Reads what the file says of itself; before any row.
    public Columns columns() throws IOException {
        try {
            var read = Footer.read(file);
            footer = read;
            groups = new RowGroups(file, read);
            return new Named(read.schema().row().members().stream().map(Field::name).toList());
        } catch (Damage damage) {
            return new Unreadable(last(damage));
        }
    }

    /// The next row, if there is one.
    public Optional<ParquetItem> next() throws IOException {
        if (done) {
            return Optional.empty();
        }
        try {
            return hasNext() ? Optional.of(row()) : Optional.empty();
        } catch (Damage damage) {
            return Optional.of(last(damage));
        }
    }

    /// The row that was read last as JSON, without line end; empty if it has a fault.
    public byte[] bytes() {
        return bytes.clone();
    }

    private ParquetItem.Broken last(Damage damage) {
        done = true;
        bytes = new byte[0];
        return new ParquetItem.Broken(rows + 1, damage.offset(), damage.fault());
    }

    private boolean hasNext() throws IOException {
        var read = footer;
        var following = groups;
        if (read == null || following == null) {
            throw new IllegalStateException("the columns have not been read");
        }
        while (leftInGroup == 0) {
            closeGroup();
            var group = following.next();
            if (group.isEmpty()) {
                checkRows(read);
                return false;
            }
            open(group.get(), read.schema());
        }
        return true;
    }

    private void checkRows(Footer read) throws Damage {
        done = true;
        if (read.rows() != rows) {
            throw Damage.of(
                            "the file is said to have %d rows, but its row groups have %d"
                                    .formatted(read.rows(), rows))
                    .at(read.start());
        }
    }

    private void open(RowGroup group, Schema schema) throws IOException {
        for (var leaf : schema.columns()) {
            var chunk = group.columns().get(leaf.firstColumn());
            columns.add(new Column(file, leaf, chunk, room, held, work));
        }
        for (var column : columns) {
            column.open();
        }
        leftInGroup = group.rows();
        assembly = new Assembly(schema, columns, texts, work);
    }

    private void closeGroup() throws IOException {
        for (var column : columns) {
            if (!column.hasEnded()) {
                throw column.located(Damage.of("the column has more values than rows need"));
            }
        }
        closeColumns();
    }

    private ParquetItem row() throws IOException {
        var open = assembly;
        if (open == null) {
            throw new IllegalStateException("no row group is open");
        }
        var assembled = open.next();
        leftInGroup--;
        rows++;
        long start = offset;
        var text = assembled.row().isTooLong() ? new byte[0] : json(assembled);
        long size = assembled.row().isTooLong() ? assembled.row().size() : text.length;
        offset += size + 1;
        var fault = size > RowUnderWay.CAP ? tooLong(size) : assembled.row().fault();
        bytes = fault == null ? text : new byte[0];
        return fault == null
                ? new ParquetItem.Found(rows, start, assembled.members())
                : new ParquetItem.Broken(rows, start, fault);
    }

    private static byte[] json(Assembly.Assembled assembled) {
        try {
            return JSON.writeValueAsBytes(assembled.members());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Fault tooLong(long size) {
        return new Fault(
                FaultCode.ROW_TOO_LONG,
                null,
                String.valueOf(size),
                "the row has about %d bytes as JSON; a row may have at most %d (1 MiB)"
                        .formatted(size, RowUnderWay.CAP));
    }

    private void closeColumns() throws IOException {
        for (var column : columns) {
            column.close();
        }
        columns.clear();
        assembly = null;
    }

    /// Gives back the disk's space, and the memory that unpacking has outside of the heap.
    @Override
    public void close() throws IOException {
        try (file) {
            closeColumns();
        }
    }
}
