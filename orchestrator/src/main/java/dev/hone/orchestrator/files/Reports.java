package dev.hone.orchestrator.files;

import dev.hone.datasets.check.Inspection;
import java.io.IOException;
import java.io.InputStream;

/// Runs the inspection of training data and keeps what it found in the shape of the tables.
final class Reports {
    private Reports() {}

    /// Reads the stream to its end.
    static FileReport of(InputStream bytes) throws IOException {
        var report = Inspection.of(bytes);
        return new FileReport(
                report.rows(),
                report.usableRows(),
                report.findingsTotal(),
                report.findings().stream()
                        .map(finding ->
                                new FileReport.Finding(
                                        finding.code(),
                                        finding.line(),
                                        finding.field(),
                                        finding.message()))
                        .toList());
    }
}
