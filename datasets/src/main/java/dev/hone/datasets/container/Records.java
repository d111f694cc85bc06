package dev.hone.datasets.container;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.protocol.Compression;
import dev.hone.protocol.DatasetFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.LinkedHashSet;
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
    private @Nullable Opened opened;
    private byte[] header = {};
    private byte[] bytes = {};
    private boolean done;

    /// @param known whether rows of these members have a shape
    public Records(InputStream source, DatasetFormat asked, Predicate<Set<String>> known) {
        this.source = source;
        this.asked = asked;
        this.known = known;
    }

    /// What reading needs once the first bytes have been seen.
    private record Opened(
            Bytes bytes, Pieces pieces, @Nullable Table table, DatasetFormat format) {}

    /// The next record, if there is one.
    public Optional<Item> next() throws IOException {
        if (done) {
            return Optional.empty();
        }
        try {
            return opened == null ? first() : next(opened);
        } catch (DamagedFile damaged) {
            return last(damaged.fault());
        }
    }

    /// As it was asked for, and the rest as it was found; complete once a record was read.
    public DatasetFormat format() {
        return opened == null ? asked : opened.format();
    }

    /// The row of a table that names its columns, as it stands in the file; empty elsewhere.
    public byte[] header() {
        return header.clone();
    }

    /// What the record that was read last is cut from, as it stands in the file: without the line
    /// end or comma behind it. Empty if that could not be cut out.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// Whether the members of records are cells of a table, all of them texts.
    public boolean isTable() {
        return opened != null && opened.table() != null;
    }

    private Optional<Item> first() throws IOException {
        var pushback = new PushbackInputStream(source, MAGIC_BYTES);
        var magic = pushback.readNBytes(MAGIC_BYTES);
        pushback.unread(magic);
        var compression =
                asked.compression() == null ? Detection.compression(magic) : asked.compression();
        unpacked = Unpacked.of(pushback, compression);
        var bytes = new Bytes(unpacked);
        opened =
                new Opened(
                        bytes,
                        Optional::empty,
                        null,
                        new DatasetFormat(
                                compression, asked.container(), asked.shape(), asked.columns()));
        var foreign = Detection.foreign(bytes.head());
        if (foreign.isPresent()) {
            return last(foreign.get());
        }
        bytes.skipByteOrderMark();
        opened = open(bytes, compression);
        return next(opened);
    }

    private Opened open(Bytes bytes, Compression compression) throws IOException {
        var head = bytes.head();
        var container = asked.container();
        var found =
                container == null
                        ? Detection.container(head, known)
                        : new Detection.Found(
                                container, Detection.separator(container, head, known));
        var format =
                new DatasetFormat(compression, found.container(), asked.shape(), asked.columns());
        return switch (found.container()) {
            case JSON_LINES -> new Opened(bytes, new Lines(bytes), null, format);
            case JSON_ARRAY -> new Opened(bytes, new ArrayElements(bytes), null, format);
            case CSV, TSV ->
                    new Opened(
                            bytes,
                            new CsvPieces(bytes, found.separator()),
                            new Table(found.separator()),
                            format);
        };
    }

    private Optional<Item> next(Opened from) throws IOException {
        var piece = from.pieces().next();
        if (piece.isEmpty()) {
            return Optional.empty();
        }
        // a table whose header cannot be read has no columns
        done =
                from.table() != null
                        && !from.table().hasHeader()
                        && !(piece.get() instanceof Piece.Complete);
        bytes = piece.get() instanceof Piece.Complete complete ? complete.bytes() : new byte[0];
        return switch (piece.get()) {
            case Piece.Broken(var line, var offset, var fault) ->
                    Optional.of(new Item.Broken(line, offset, fault));
            case Piece.TooLong tooLong ->
                    Optional.of(
                            new Item.Broken(
                                    tooLong.line(), tooLong.byteOffset(), tooLong(tooLong)));
            case Piece.Complete complete -> read(from, complete);
        };
    }

    private Optional<Item> read(Opened from, Piece.Complete piece) throws IOException {
        return switch (Text.decode(piece.bytes())) {
            case Text.Illegible(var fault) -> Optional.of(broken(piece, fault));
            case Text.Legible(var text) when isBlank(text, from.table()) ->
                    Optional.of(new Item.Blank(piece.line(), piece.byteOffset()));
            case Text.Legible(var text) -> read(from, piece, text);
        };
    }

    /// A row of tabs is one of empty cells, where tabs separate them.
    private static boolean isBlank(String text, @Nullable Table table) {
        return text.isBlank() && (table == null || !table.separates(text));
    }

    private Optional<Item> read(Opened from, Piece.Complete piece, String text) throws IOException {
        var table = from.table();
        if (table == null) {
            return Optional.of(JsonPiece.item(piece, text));
        }
        if (table.hasHeader()) {
            return Optional.of(table.item(piece, text));
        }
        var problem = table.open(text).or(() -> unknownColumns(table));
        if (problem.isPresent()) {
            done = true;
            return Optional.of(broken(piece, problem.get()));
        }
        header = piece.bytes();
        return next(from);
    }

    /// Told once for the header, not for every row of the table.
    private Optional<Fault> unknownColumns(Table table) {
        var names = new LinkedHashSet<>(table.header());
        for (var column : asked.columns().entrySet()) {
            if (!names.contains(column.getValue())) {
                return Optional.of(
                        Columns.missing(column.getKey(), column.getValue(), table.header()));
            }
        }
        return known.test(names) ? Optional.empty() : Optional.of(Columns.unknown(table.header()));
    }

    private Optional<Item> last(Fault fault) {
        done = true;
        var bytes = opened == null ? null : opened.bytes();
        return Optional.of(
                bytes == null
                        ? new Item.Broken(1, 0, fault)
                        : new Item.Broken(bytes.line(), bytes.offset(), fault));
    }

    private static Item broken(Piece piece, Fault fault) {
        return new Item.Broken(piece.line(), piece.byteOffset(), fault);
    }

    private static Fault tooLong(Piece.TooLong piece) {
        return new Fault(
                FaultCode.ROW_TOO_LONG,
                null,
                String.valueOf(piece.length()),
                "the row has %d bytes; a row may have at most %d (1 MiB)%s"
                        .formatted(
                                piece.length(),
                                Piece.CAP,
                                piece.inQuotes()
                                        ? "; it goes over several lines: perhaps a closing quote is missing"
                                        : ""));
    }

    /// Gives back the memory that unpacking has outside of the heap, and closes the source.
    @Override
    public void close() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        }
        source.close();
    }
}
