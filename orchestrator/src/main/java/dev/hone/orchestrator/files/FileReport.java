package dev.hone.orchestrator.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the inspection of a training file found, as it is kept with the file.
///
/// @param findings the first hundred; all of them are counted in `findingsTotal`
public record FileReport(long rows, long usableRows, long findingsTotal, List<Finding> findings) {
    public FileReport {
        findings = List.copyOf(findings);
    }

    /// It has rows, and all of them can be used.
    public boolean isSound() {
        return findingsTotal == 0 && usableRows > 0;
    }

    /// @param line from 1
    /// @param field member of the row, dotted
    public record Finding(String code, long line, @Nullable String field, String message) {}
}
