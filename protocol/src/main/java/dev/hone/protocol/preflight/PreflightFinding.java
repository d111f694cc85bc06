package dev.hone.protocol.preflight;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// One kind of thing that was found in one file.
///
/// @param code stable name
/// @param severity an error blocks the job, a warning is shown
/// @param file `training` or `validation`
/// @param rows how many rows have it; 0 where it is not about rows
/// @param firstLines the first of them, at most [#MOST_LINES]
/// @param message what it is and what would be right
/// @param examples of what was found, shortened; of rows that resemble others, which ones
public record PreflightFinding(
        String code,
        Severity severity,
        String file,
        long rows,
        @JsonProperty("first_lines") List<Long> firstLines,
        String message,
        List<String> examples) {
    public static final int MOST_LINES = 10;

    @JsonCreator
    public PreflightFinding {
        firstLines = List.copyOf(firstLines);
        // Reports stored before there were examples have none.
        examples = examples == null ? List.of() : List.copyOf(examples);
    }

    /// One whose lines say all.
    public PreflightFinding(
            String code,
            Severity severity,
            String file,
            long rows,
            List<Long> firstLines,
            String message) {
        this(code, severity, file, rows, firstLines, message, List.of());
    }

    /// Whether a job may run with it.
    public enum Severity {
        @JsonProperty("error")
        ERROR,
        @JsonProperty("warning")
        WARNING
    }
}
