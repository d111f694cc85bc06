package dev.hone.datasets.check;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.SampleReader;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.RowShape;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads a dataset once, from start to end, in bounded memory.
public final class Inspection {
    /// More are counted, not kept: nobody reads them.
    public static final int MOST_FINDINGS = 100;

    private final List<Finding> findings = new ArrayList<>();
    private final Survey survey = new Survey();
    private long findingsTotal;
    private long rows;
    private long usableRows;
    private long blankLines;

    private Inspection() {}

    /// Leaves the stream open and read to its end.
    public static Report of(InputStream dataset) throws IOException {
        return of(dataset, DatasetFormat.DETECT);
    }

    /// Leaves the stream open and read to its end.
    ///
    /// @param format what is known of the file; the rest is detected
    public static Report of(InputStream dataset, DatasetFormat format) throws IOException {
        var counted = new Counted(dataset);
        try (var reader = new SampleReader(counted, format)) {
            var inspection = new Inspection();
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                inspection.take(row.get());
            }
            counted.transferTo(OutputStream.nullOutputStream());
            inspection.conclude(reader.firstLines());
            return inspection.report(reader.format(), counted.bytes);
        }
    }

    private void take(Row row) {
        switch (row) {
            case Row.Blank _ -> blankLines++;
            case Row.Usable usable -> {
                rows++;
                usableRows++;
                survey.take(usable);
            }
            case Row.Faulty faulty -> {
                rows++;
                faulty.faults().forEach(fault -> add(faulty, fault));
            }
        }
    }

    private void add(Row.Faulty row, Fault fault) {
        var finding =
                new Finding(
                        fault.code().wireName(),
                        row.line(),
                        row.byteOffset(),
                        fault.field(),
                        fault.value(),
                        fault.message());
        // each row of another shape has that fault; the file is told of it once
        if (fault.code().ofFile() && fault.code() != FaultCode.MIXED_SHAPES) {
            addFirst(finding);
        } else {
            findingsTotal++;
            if (findings.size() < MOST_FINDINGS) {
                findings.add(finding);
            }
        }
    }

    /// What is wrong with the whole file, once all of it was seen.
    private void conclude(Map<RowShape, Long> firstLines) {
        if (firstLines.size() > 1) {
            addFirst(
                    FaultCode.MIXED_SHAPES,
                    "the file mixes rows of %s; make one file of each"
                            .formatted(
                                    firstLines.entrySet().stream()
                                            .sorted(Map.Entry.comparingByValue())
                                            .map(shape ->
                                                    "%s (first in line %d)"
                                                            .formatted(
                                                                    name(shape.getKey()),
                                                                    shape.getValue()))
                                            .collect(Collectors.joining(", "))));
        }
        if (rows == 0) {
            addFirst(FaultCode.EMPTY_FILE, "the file has no rows; there must be at least one");
        } else if (usableRows == 0) {
            addFirst(
                    FaultCode.NO_USABLE_ROWS,
                    "none of the %d rows can be used; see the other findings".formatted(rows));
        }
    }

    private Report report(DatasetFormat format, long bytes) {
        return new Report(
                format,
                rows,
                usableRows,
                blankLines,
                bytes,
                findings,
                findingsTotal,
                survey.warnings(format));
    }

    private void addFirst(FaultCode code, String message) {
        addFirst(new Finding(code.wireName(), 0, 0, null, null, message));
    }

    /// What is wrong with the whole file stands before what is wrong with its rows.
    private void addFirst(Finding finding) {
        findingsTotal++;
        if (findings.size() == MOST_FINDINGS) {
            findings.removeLast();
        }
        findings.addFirst(finding);
    }

    private static String name(RowShape shape) {
        return shape.name().toLowerCase(Locale.ROOT);
    }

    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream source) {
            super(source);
        }

        /// The stream is its owner's.
        @Override
        public void close() {}

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
