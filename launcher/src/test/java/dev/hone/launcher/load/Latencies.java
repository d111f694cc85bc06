package dev.hone.launcher.load;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// How long requests took, and how many there were in a second.
///
/// @param millis of each, sorted
/// @param seconds from the first to the last
record Latencies(List<Double> millis, double seconds) {
    static Latencies of(Collection<Double> millis, double seconds) {
        return new Latencies(millis.stream().sorted().toList(), seconds);
    }

    private double quantile(double part) {
        return millis.get((int) Math.min(millis.size() - 1, (long) (millis.size() * part)));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d in %.1f s: %.0f/s, median %.1f ms, p99 %.1f ms, most %.1f ms",
                millis.size(),
                seconds,
                millis.size() / seconds,
                quantile(0.5),
                quantile(0.99),
                millis.getLast());
    }
}
