package dev.hone.orchestrator.files;

import dev.hone.datasets.check.Inspection;
import dev.hone.protocol.DatasetFormat;
import java.io.IOException;
import java.io.InputStream;

/// Runs the inspection of training data and keeps what it found in the shape of the tables.
final class Reports {
    private Reports() {}

    /// Reads the stream to its end.
    static FileReport of(InputStream bytes, DatasetFormat format) throws IOException {
        var report = Inspection.of(bytes, format);
        return new FileReport(
                report.format(),
                report.rows(),
                report.usableRows(),
                report.findingsTotal(),
                report.findings().stream()
                        .map(finding ->
                                new FileReport.Finding(
                                        finding.code(),
                                        finding.line(),
                                        finding.byteOffset(),
                                        finding.field(),
                                        finding.value(),
                                        finding.message()))
                        .toList(),
                report.warnings().stream()
                        .map(warning ->
                                new FileReport.Warning(
                                        warning.code().wireName(),
                                        warning.rows(),
                                        warning.firstLines(),
                                        warning.message()))
                        .toList());
    }
}
