package dev.hone.trainer.job;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Rows of a file that cannot be used: how many of each kind, and the first of each.
final class Skipped {
    private static final int KINDS_TOLD = 5;

    private record Kind(long rows, long firstLine, String message) {}

    private final Map<String, Kind> kinds = new TreeMap<>();
    private long rows;

    void add(long line, String code, String message) {
        rows++;
        kinds.merge(
                code,
                new Kind(1, line, message),
                (kind, _) -> new Kind(kind.rows() + 1, kind.firstLine(), kind.message()));
    }

    long rows() {
        return rows;
    }

    /// Commonest kinds first, as `2 x empty_turn (first on line 7: …)`.
    String reasons() {
        return kinds.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue().rows(), a.getValue().rows()))
                .limit(KINDS_TOLD)
                .map(kind ->
                        "%d x %s (first on line %d: %s)"
                                .formatted(
                                        kind.getValue().rows(),
                                        kind.getKey(),
                                        kind.getValue().firstLine(),
                                        kind.getValue().message()))
                .collect(Collectors.joining("; "));
    }
}
