package dev.hone.datasets.check;

import dev.hone.protocol.DatasetFormat;
import java.util.List;

/// What a dataset file holds.
///
/// @param format as it was given, and the rest as it was found; parts that nothing told are absent
/// @param rows records that are not blank
/// @param usableRows rows that can be trained on
/// @param blankLines lines that were skipped
/// @param bytes length of the file as it is stored
/// @param findings the first faults, at most [Inspection#MOST_FINDINGS]
/// @param findingsTotal all faults, kept or not
/// @param warnings of rows that can be used, which stop no job
public record Report(
        DatasetFormat format,
        long rows,
        long usableRows,
        long blankLines,
        long bytes,
        List<Finding> findings,
        long findingsTotal,
        List<Warning> warnings) {
    public Report {
        findings = List.copyOf(findings);
        warnings = List.copyOf(warnings);
    }

    public boolean hasUsableRows() {
        return usableRows > 0;
    }
}
