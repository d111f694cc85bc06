package dev.hone.datasets.check;

import java.util.List;

/// What a dataset file holds.
///
/// @param rows lines that are not blank
/// @param usableRows rows that can be trained on
/// @param blankLines lines that were skipped
/// @param bytes length of the file
/// @param findings the first faults, at most [Inspection#MOST_FINDINGS]
/// @param findingsTotal all faults, kept or not
public record Report(
        long rows,
        long usableRows,
        long blankLines,
        long bytes,
        List<Finding> findings,
        long findingsTotal) {
    public Report {
        findings = List.copyOf(findings);
    }

    public boolean hasUsableRows() {
        return usableRows > 0;
    }
}
