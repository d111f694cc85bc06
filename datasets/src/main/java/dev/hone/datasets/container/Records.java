package dev.hone.datasets.container;

import dev.hone.protocol.Compression;
import dev.hone.protocol.Container;
import dev.hone.protocol.DatasetFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads the records of a dataset file one after the other, in bounded memory. A broken record is a
/// record: reading goes on behind it wherever that can be found.
public final class Records implements AutoCloseable {
    private static final int MAGIC_BYTES = 4;

    private final InputStream source;
    private final DatasetFormat asked;
    private final Predicate<Set<String>> known;
    private @Nullable InputStream unpacked;
    private @Nullable RecordSource opened;

    /// @param known whether rows of these members have a shape
    public Records(InputStream source, DatasetFormat asked, Predicate<Set<String>> known) {
        this.source = source;
        this.asked = asked;
        this.known = known;
    }

    /// The next record, if there is one.
    public Optional<Item> next() throws IOException {
        var records = opened;
        if (records == null) {
            records = open();
            opened = records;
        }
        return records.next();
    }

    /// As it was asked for, and the rest as it was found; complete once a record was read.
    public DatasetFormat format() {
        return opened == null ? asked : opened.format();
    }

    /// The row of a table that names its columns, as it stands in the file; empty elsewhere.
    public byte[] header() {
        return opened == null ? new byte[0] : opened.header();
    }

    /// What the record that was read last is cut from, as it stands in the file: without the line
    /// end or comma behind it. Empty if that could not be cut out. Of Parquet, the row as JSON.
    public byte[] bytes() {
        return opened == null ? new byte[0] : opened.bytes();
    }

    /// Whether the members of records are cells of a table, all of them texts.
    public boolean isTable() {
        return opened != null && opened.isTable();
    }

    private RecordSource open() throws IOException {
        var pushback = new PushbackInputStream(source, MAGIC_BYTES);
        var magic = pushback.readNBytes(MAGIC_BYTES);
        pushback.unread(magic);
        var compression =
                asked.compression() == null ? Detection.compression(magic) : asked.compression();
        var format =
                new DatasetFormat(compression, asked.container(), asked.shape(), asked.columns());
        boolean parquet =
                asked.container() == null
                        ? Detection.isParquet(magic)
                        : asked.container() == Container.PARQUET;
        if (parquet && compression == Compression.NONE) {
            return ParquetRecords.open(pushback, format.withContainer(Container.PARQUET), known);
        }
        var unpacking = Unpacked.of(pushback, compression);
        unpacked = unpacking;
        return text(new Bytes(unpacking), format, parquet);
    }

    private RecordSource text(Bytes bytes, DatasetFormat format, boolean parquet)
            throws IOException {
        try {
            var foreign =
                    parquet
                            ? Optional.of(Detection.packedParquet())
                            : Detection.foreign(bytes.head(), format);
            return foreign.isPresent()
                    ? new Refused(format, foreign.get())
                    : TextRecords.open(bytes, format, known);
        } catch (DamagedFile damaged) {
            return new Refused(format, damaged.fault());
        }
    }

    /// Gives back the memory that unpacking has outside of the heap, and closes the source.
    @Override
    public void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
        if (unpacked != null) {
            unpacked.close();
        }
        source.close();
    }
}
