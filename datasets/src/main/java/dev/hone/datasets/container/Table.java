package dev.hone.datasets.container;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Quote;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The cells of a table's rows under the names of its header.
final class Table {
    static final int MOST_COLUMNS = 1000;

    private final char separator;
    private final CsvReader.CsvReaderBuilder reader;
    private List<String> header = List.of();

    Table(char separator) {
        this.separator = separator;
        this.reader = reader(separator);
    }

    private static CsvReader.CsvReaderBuilder reader(char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .maxBufferSize(2 * Piece.CAP);
    }

    /// Cells of one row, or why they cannot be told apart.
    sealed interface Cells {}

    record Split(List<String> values) implements Cells {}

    record Unsplit(Fault fault) implements Cells {}

    static Cells split(char separator, String row) {
        return split(reader(separator), row);
    }

    private static Cells split(CsvReader.CsvReaderBuilder reader, String row) {
        try {
            return new Split(reader.ofSingleCsvRecord(row).getFields());
        } catch (CsvParseException problem) {
            return new Unsplit(
                    Fault.ofRow(
                            FaultCode.MALFORMED_CSV,
                            "the row is not CSV: " + Quote.cut(String.valueOf(problem))));
        }
    }

    boolean separates(String text) {
        return text.indexOf(separator) >= 0;
    }

    boolean hasHeader() {
        return !header.isEmpty();
    }

    List<String> header() {
        return header;
    }

    /// Takes the first row as the names of the columns.
    Optional<Fault> open(String row) {
        return switch (split(reader, row)) {
            case Unsplit(var fault) -> Optional.of(fault);
            case Split(var names) -> {
                var problem = problem(names);
                header = problem.isPresent() ? List.of() : names;
                yield problem;
            }
        };
    }

    private static Optional<Fault> problem(List<String> names) {
        if (names.size() > MOST_COLUMNS) {
            return Optional.of(
                    Fault.ofRow(
                            FaultCode.TOO_MANY_COLUMNS,
                            "the header has %d columns; a table may have at most %d"
                                    .formatted(names.size(), MOST_COLUMNS)));
        }
        var seen = new HashSet<String>();
        return names.stream()
                .filter(name -> !seen.add(name))
                .findFirst()
                .map(name ->
                        new Fault(
                                FaultCode.DUPLICATE_COLUMN,
                                Quote.cut(name),
                                null,
                                "the header has two columns \"%s\"; a name may stand only once"
                                        .formatted(Quote.cut(name))));
    }

    Item item(Piece.Complete piece, String text) {
        return switch (split(reader, text)) {
            case Unsplit(var fault) -> new Item.Broken(piece.line(), piece.byteOffset(), fault);
            case Split(var cells) when cells.size() != header.size() ->
                    new Item.Broken(piece.line(), piece.byteOffset(), ragged(cells.size()));
            case Split(var cells) -> {
                var row = JsonNodeFactory.instance.objectNode();
                for (int index = 0; index < cells.size(); index++) {
                    row.put(header.get(index), cells.get(index));
                }
                yield new Item.Found(piece.line(), piece.byteOffset(), row);
            }
        };
    }

    private Fault ragged(int cells) {
        return new Fault(
                FaultCode.RAGGED_ROW,
                null,
                String.valueOf(cells),
                "the row has %d cells, but the header has %d columns; a cell with a separator or a line end in it must be quoted"
                        .formatted(cells, header.size()));
    }
}
