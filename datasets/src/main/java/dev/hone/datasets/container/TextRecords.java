package dev.hone.datasets.container;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.protocol.DatasetFormat;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Cuts records out of an unpacked file of text. A broken record is a record: reading goes on
/// behind it wherever that can be found.
final class TextRecords implements RecordSource {
    private final Bytes source;
    private final Pieces pieces;
    private final @Nullable Table table;
    private final DatasetFormat format;
    private final Predicate<Set<String>> known;
    private byte[] header = {};
    private byte[] bytes = {};
    private boolean done;

    private TextRecords(
            Bytes source,
            Pieces pieces,
            @Nullable Table table,
            DatasetFormat format,
            Predicate<Set<String>> known) {
        this.source = source;
        this.pieces = pieces;
        this.table = table;
        this.format = format;
        this.known = known;
    }

    /// @param asked with the compression that was found
    static TextRecords open(Bytes bytes, DatasetFormat asked, Predicate<Set<String>> known)
            throws IOException {
        bytes.skipByteOrderMark();
        var head = bytes.head();
        var container = asked.container();
        var found =
                container == null
                        ? Detection.container(head, known)
                        : new Detection.Found(
                                container, Detection.separator(container, head, known));
        var format = asked.withContainer(found.container());
        return switch (found.container()) {
            case JSON_LINES -> new TextRecords(bytes, new Lines(bytes), null, format, known);
            case JSON_ARRAY ->
                    new TextRecords(bytes, new ArrayElements(bytes), null, format, known);
            case CSV, TSV ->
                    new TextRecords(
                            bytes,
                            new CsvPieces(bytes, found.separator()),
                            new Table(found.separator()),
                            format,
                            known);
            case PARQUET -> throw new IllegalArgumentException("Parquet is no text");
        };
    }

    @Override
    public Optional<Item> next() throws IOException {
        if (done) {
            return Optional.empty();
        }
        try {
            return nextPiece();
        } catch (DamagedFile damaged) {
            done = true;
            return Optional.of(new Item.Broken(source.line(), source.offset(), damaged.fault()));
        }
    }

    @Override
    public DatasetFormat format() {
        return format;
    }

    @Override
    public byte[] header() {
        return header.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean isTable() {
        return table != null;
    }

    private Optional<Item> nextPiece() throws IOException {
        var piece = pieces.next();
        if (piece.isEmpty()) {
            return Optional.empty();
        }
        // a table whose header cannot be read has no columns
        done = table != null && !table.hasHeader() && !(piece.get() instanceof Piece.Complete);
        bytes = piece.get() instanceof Piece.Complete complete ? complete.bytes() : new byte[0];
        return switch (piece.get()) {
            case Piece.Broken(var line, var offset, var fault) ->
                    Optional.of(new Item.Broken(line, offset, fault));
            case Piece.TooLong tooLong ->
                    Optional.of(
                            new Item.Broken(
                                    tooLong.line(), tooLong.byteOffset(), tooLong(tooLong)));
            case Piece.Complete complete -> read(complete);
        };
    }

    private Optional<Item> read(Piece.Complete piece) throws IOException {
        return switch (Text.decode(piece.bytes())) {
            case Text.Illegible(var fault) -> Optional.of(broken(piece, fault));
            case Text.Legible(var text) when isBlank(text) ->
                    Optional.of(new Item.Blank(piece.line(), piece.byteOffset()));
            case Text.Legible(var text) -> read(piece, text);
        };
    }

    /// A row of tabs is one of empty cells, where tabs separate them.
    private boolean isBlank(String text) {
        return text.isBlank() && (table == null || !table.separates(text));
    }

    private Optional<Item> read(Piece.Complete piece, String text) throws IOException {
        var cells = table;
        if (cells == null) {
            return Optional.of(JsonPiece.item(piece, text));
        }
        if (cells.hasHeader()) {
            return Optional.of(cells.item(piece, text));
        }
        var problem =
                cells.open(text)
                        .or(() ->
                                Columns.problem(
                                        cells.header(), format.columns(), known, Columns::unknown));
        if (problem.isPresent()) {
            done = true;
            return Optional.of(broken(piece, problem.get()));
        }
        header = piece.bytes();
        return nextPiece();
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
}
