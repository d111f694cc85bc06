package dev.hone.orchestrator.files;

import dev.hone.protocol.DatasetFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the inspection of a training file found, as it is kept with the file.
///
/// @param format how the file is to be read; null in reports older than formats
/// @param findings the first hundred; all of them are counted in `findingsTotal`
/// @param warnings of rows that can be used, which stop no job; none in reports older than these
public record FileReport(
        @Nullable DatasetFormat format,
        long rows,
        long usableRows,
        long findingsTotal,
        List<Finding> findings,
        List<Warning> warnings) {
    private static final int SHOWN_FINDINGS = 5;

    public FileReport {
        findings = List.copyOf(findings);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    /// What is wrong, for people: the first few findings.
    public String faults() {
        var first =
                findings.stream()
                        .limit(SHOWN_FINDINGS)
                        .map(Finding::sentence)
                        .collect(Collectors.joining("; "));
        return findingsTotal > SHOWN_FINDINGS ? first + "; ..." : first;
    }

    /// It has rows, and all of them can be used.
    public boolean isSound() {
        return findingsTotal == 0 && usableRows > 0;
    }

    /// @param rows how many rows have it
    /// @param firstLines the first of them
    public record Warning(String code, long rows, List<Long> firstLines, String message) {
        public Warning {
            firstLines = List.copyOf(firstLines);
        }
    }

    /// @param line from 1; 0 for the file as a whole
    /// @param byteOffset of the row in the unpacked file
    /// @param field member of the row, dotted
    /// @param value what stands there, shortened
    public record Finding(
            String code,
            long line,
            long byteOffset,
            @Nullable String field,
            @Nullable String value,
            String message) {
        /// For people: where it is and what it is.
        public String sentence() {
            return line == 0 ? message : "line %d: %s".formatted(line, message);
        }
    }
}
