package dev.hone.datasets.check;

import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.SampleReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Reads a dataset once, from start to end, in bounded memory.
public final class Inspection {
    /// More are counted, not kept: nobody reads them.
    public static final int MOST_FINDINGS = 100;

    private final List<Finding> findings = new ArrayList<>();
    private long findingsTotal;
    private long rows;
    private long usableRows;
    private long blankLines;

    private Inspection() {}

    /// Leaves the stream open and read to its end.
    public static Report of(InputStream dataset) throws IOException {
        var counted = new Counted(dataset);
        // closing the reader would close the caller's stream
        @SuppressWarnings("resource")
        var reader = new SampleReader(counted);
        var inspection = new Inspection();
        for (var row = reader.next(); row.isPresent(); row = reader.next()) {
            inspection.take(row.get());
        }
        counted.transferTo(OutputStream.nullOutputStream());
        return inspection.report(counted.bytes);
    }

    private void take(Row row) {
        switch (row) {
            case Row.Blank _ -> blankLines++;
            case Row.Usable _ -> {
                rows++;
                usableRows++;
            }
            case Row.Faulty faulty -> {
                rows++;
                for (var fault : faulty.faults()) {
                    add(
                            new Finding(
                                    fault.code(),
                                    faulty.line(),
                                    faulty.byteOffset(),
                                    fault.field(),
                                    fault.message()));
                }
            }
        }
    }

    private void add(Finding finding) {
        findingsTotal++;
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    private Report report(long bytes) {
        if (rows == 0) {
            addFirst("empty_file", "the file has no rows; each line must be one JSON object");
        } else if (usableRows == 0) {
            addFirst(
                    "no_usable_rows",
                    "none of the %d rows can be used; see the other findings".formatted(rows));
        }
        return new Report(rows, usableRows, blankLines, bytes, findings, findingsTotal);
    }

    /// What is wrong with the whole file stands before what is wrong with its lines.
    private void addFirst(String code, String message) {
        findingsTotal++;
        if (findings.size() == MOST_FINDINGS) {
            findings.removeLast();
        }
        findings.addFirst(new Finding(code, 0, 0, null, message));
    }

    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream source) {
            super(source);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            bytes += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            bytes += Math.max(read, 0);
            return read;
        }
    }
}
