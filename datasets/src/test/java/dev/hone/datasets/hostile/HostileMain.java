package dev.hone.datasets.hostile;

import dev.hone.datasets.check.Inspection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Inspects all cases one after the other and prints of each how long it took and what was found.
/// Runs in a JVM of its own, whose heap is small.
final class HostileMain {
    private static final double NANOS_PER_MILLI = 1e6;

    private HostileMain() {}

    static List<HostileCase> cases() throws IOException {
        var cases = new ArrayList<HostileCase>();
        cases.addAll(JsonCases.all());
        cases.addAll(TableCases.all());
        cases.addAll(PackedCases.all());
        cases.addAll(ParquetCases.all());
        cases.addAll(ParquetSchemaCases.all());
        cases.addAll(ParquetPageCases.all());
        cases.addAll(ParquetBombCases.all());
        cases.addAll(ParquetRowCases.all());
        return cases;
    }

    public static void main(String[] arguments) throws IOException {
        var cases = cases();
        for (int index = 0; index < cases.size(); index++) {
            long start = System.nanoTime();
            try (var bytes = cases.get(index).source().open()) {
                var report = Inspection.of(bytes, cases.get(index).format());
                long millis = Math.round((System.nanoTime() - start) / NANOS_PER_MILLI);
                System.out.println(
                        index
                                + "\t"
                                + millis
                                + "\t"
                                + report.findings().stream()
                                        .map(it ->
                                                "%s@%d:%d"
                                                        .formatted(
                                                                it.code(),
                                                                it.line(),
                                                                it.byteOffset()))
                                        .collect(Collectors.joining(" ")));
            }
        }
    }
}
