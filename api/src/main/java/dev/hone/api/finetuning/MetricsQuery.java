package dev.hone.api.finetuning;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.metrics.Metric;
import dev.hone.orchestrator.metrics.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which curves are asked for, and how many points each may have.
record MetricsQuery(int points, Set<Metric> metrics) {
    private static final int POINTS = 1_000;

    /// Refuses with all faults together.
    ///
    /// @param points as given, null where it was not
    /// @param metrics all of them if empty
    static MetricsQuery of(@Nullable String points, List<String> metrics) {
        var faults = new ArrayList<Fault>();
        var most = points == null ? POINTS : pointsOf(points, faults);
        var chosen = EnumSet.noneOf(Metric.class);
        for (var name : metrics) {
            Metric.named(name).ifPresentOrElse(chosen::add, () -> faults.add(unknown(name)));
        }
        if (!faults.isEmpty()) {
            throw new ApiException(new ApiError.Invalid(faults));
        }
        return new MetricsQuery(most, chosen.isEmpty() ? EnumSet.allOf(Metric.class) : chosen);
    }

    private static int pointsOf(String points, List<Fault> faults) {
        try {
            var most = Integer.parseInt(points);
            if (most >= Metrics.FEWEST_POINTS && most <= Metrics.MOST_POINTS) {
                return most;
            }
        } catch (NumberFormatException _) {
            // The sentence below says it for both.
        }
        faults.add(
                new Fault(
                        "points",
                        "points must be %d–%d, was \"%s\""
                                .formatted(Metrics.FEWEST_POINTS, Metrics.MOST_POINTS, points),
                        "invalid_points"));
        return POINTS;
    }

    private static Fault unknown(String name) {
        var known =
                Arrays.stream(Metric.values())
                        .map(Metric::wireName)
                        .collect(Collectors.joining(", "));
        return new Fault(
                "metric",
                "metric must be one of %s, was \"%s\"".formatted(known, name),
                "unknown_metric");
    }
}
