package dev.hone.datasets.container;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.fault.Quote;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// What can be wrong with the columns of a table.
final class Columns {
    private Columns() {}

    /// What is wrong with the names of all columns.
    ///
    /// @param given the columns that were named, by what each stands for
    /// @param known whether rows with these columns have a shape
    /// @param unknown what is said where they have not
    static Optional<Fault> problem(
            List<String> header,
            Map<String, String> given,
            Predicate<Set<String>> known,
            Function<List<String>, Fault> unknown) {
        var names = new LinkedHashSet<>(header);
        return given.entrySet().stream()
                .filter(column -> !names.contains(column.getValue()))
                .findFirst()
                .map(column -> missing(column.getKey(), column.getValue(), header))
                .or(() ->
                        known.test(names) ? Optional.empty() : Optional.of(unknown.apply(header)));
    }

    private static Fault missing(String member, String column, List<String> header) {
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

    static Fault unknownInParquet(List<String> columns) {
        return new Fault(
                FaultCode.UNKNOWN_COLUMN,
                null,
                shown(columns),
                ("the file has the columns %s, which are those of no shape; name them as the shape does"
                                + " (messages, prompt and completion, instruction and output, text, …),"
                                + " or say with columns which is which")
                        .formatted(shown(columns)));
    }

    private static String shown(List<String> header) {
        return Quote.cut(String.join(", ", header));
    }
}
