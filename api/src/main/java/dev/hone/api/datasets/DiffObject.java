package dev.hone.api.datasets;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.datasets.RowDifference;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How the rows of one version became those of another.
///
/// @param from number of the version before
/// @param changed rows that ask what a row of the other version asks, and answer it differently
/// @param rows the first of each kind
@Schema(name = "DatasetDiff")
@JsonNaming(SnakeCaseStrategy.class)
record DiffObject(
        String object,
        String dataset,
        int from,
        int to,
        long added,
        long removed,
        long changed,
        long unchanged,
        List<Row> rows) {
    DiffObject {
        rows = List.copyOf(rows);
    }

    static DiffObject of(RowDifference difference) {
        return new DiffObject(
                "dataset.diff",
                difference.dataset(),
                difference.from(),
                difference.to(),
                difference.added(),
                difference.removed(),
                difference.changed(),
                difference.unchanged(),
                difference.rows().stream().map(Row::of).toList());
    }

    /// @param change `added`, `removed` or `changed`
    /// @param from absent where the row was added
    /// @param to absent where the row was removed
    @Schema(name = "DatasetDiffRow")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(String change, @Nullable Side from, @Nullable Side to) {
        static Row of(RowDifference.Row row) {
            return new Row(row.change(), side(row.from()), side(row.to()));
        }

        private static @Nullable Side side(RowDifference.@Nullable Side side) {
            return side == null ? null : new Side(side.line(), side.asked(), side.answer());
        }
    }

    /// @param line on which the row starts, from 1
    /// @param asked the last turn before the answer, at most 200 characters
    /// @param answer at most 200 characters
    @Schema(name = "DatasetDiffSide")
    record Side(long line, String asked, String answer) {}
}
