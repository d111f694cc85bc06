package dev.hone.datasets.container;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Quote;
import java.util.List;

/// What can be wrong with the columns of a table.
final class Columns {
    private Columns() {}

    static Fault missing(String member, String column, List<String> header) {
        return new Fault(
                FaultCode.UNKNOWN_COLUMN,
                Quote.cut(column),
                null,
                "columns.%s names the column \"%s\"; the header has %s"
                        .formatted(Quote.cut(member), Quote.cut(column), shown(header)));
    }

    static Fault unknown(List<String> header) {
        return new Fault(
                FaultCode.UNKNOWN_COLUMN,
                null,
                shown(header),
                ("the file is neither JSON nor a table of a known shape: its first line reads as the columns %s;"
                                + " name them as the shape does (prompt and completion, instruction and output, text, …),"
                                + " or say with columns which is which")
                        .formatted(shown(header)));
    }

    private static String shown(List<String> header) {
        return Quote.cut(String.join(", ", header));
    }
}
