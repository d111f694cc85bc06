package dev.hone.api.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.files.FileReport;
import dev.hone.orchestrator.files.FileView;
import dev.hone.protocol.DatasetFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An uploaded or produced file.
///
/// @param createdAt seconds since 1970
/// @param expiresAt seconds since 1970; absent for a file that stays
/// @param status processed, or error where no row of a dataset can be used
@Schema(name = "File")
@JsonNaming(SnakeCaseStrategy.class)
public record FileObject(
        String id,
        String object,
        long bytes,
        long createdAt,
        String filename,
        String purpose,
        String status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String statusDetails,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long expiresAt,
        Extension xHone) {

    public static FileObject of(FileView file) {
        var problem = file.report() == null ? null : problem(file.report());
        return new FileObject(
                file.id(),
                "file",
                file.bytes(),
                file.createdAt().getEpochSecond(),
                file.filename(),
                file.purpose().wireName(),
                problem == null ? "processed" : "error",
                problem,
                file.expiresAt() == null ? null : file.expiresAt().getEpochSecond(),
                new Extension(
                        file.sha256(), file.report() == null ? null : Report.of(file.report())));
    }

    /// The first bad line says more than the finding that there is no good one.
    private static @Nullable String problem(FileReport report) {
        if (report.usableRows() > 0) {
            return null;
        }
        return report.findings().stream()
                .filter(finding -> finding.line() > 0)
                .findFirst()
                .map(bad -> "No row can be used; line %d: %s".formatted(bad.line(), bad.message()))
                .orElse("The file has no rows");
    }

    /// What OpenAI's object has no place for.
    @Schema(name = "FileExtension")
    @JsonNaming(SnakeCaseStrategy.class)
    public record Extension(String sha256, @Nullable Report report) {}

    /// @param format how the file is read, by training too: as it was given, the rest as found
    /// @param findings the first hundred
    /// @param warnings of rows that can be used, which stop no job
    @Schema(name = "FileReport")
    @JsonNaming(SnakeCaseStrategy.class)
    public record Report(
            @Nullable DatasetFormat format,
            long rows,
            long usableRows,
            long findingsTotal,
            List<Finding> findings,
            List<Warning> warnings) {
        public Report {
            findings = List.copyOf(findings);
            warnings = List.copyOf(warnings);
        }

        static Report of(FileReport report) {
            return new Report(
                    report.format(),
                    report.rows(),
                    report.usableRows(),
                    report.findingsTotal(),
                    report.findings().stream().map(Finding::of).toList(),
                    report.warnings().stream().map(Warning::of).toList());
        }
    }

    /// @param rows how many rows have it; they can be used all the same
    /// @param firstLines the first ten of them
    @Schema(name = "FileWarning")
    @JsonNaming(SnakeCaseStrategy.class)
    public record Warning(String code, long rows, List<Long> firstLines, String message) {
        public Warning {
            firstLines = List.copyOf(firstLines);
        }

        static Warning of(FileReport.Warning warning) {
            return new Warning(
                    warning.code(), warning.rows(), warning.firstLines(), warning.message());
        }
    }

    /// @param line from 1; 0 for the file as a whole
    /// @param byteOffset of the row's first byte in the unpacked file
    /// @param value what stands there, shortened
    @Schema(name = "FileFinding")
    @JsonNaming(SnakeCaseStrategy.class)
    public record Finding(
            String code,
            long line,
            long byteOffset,
            @Nullable String field,
            @Nullable String value,
            String message) {
        static Finding of(FileReport.Finding finding) {
            return new Finding(
                    finding.code(),
                    finding.line(),
                    finding.byteOffset(),
                    finding.field(),
                    finding.value(),
                    finding.message());
        }
    }
}
