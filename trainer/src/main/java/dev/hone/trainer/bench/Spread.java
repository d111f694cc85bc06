package dev.hone.trainer.bench;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/// The middle of some measurements, and how far they lie apart.
record Spread(double median, double lowest, double highest) {
    static <T> Spread of(Collection<T> measured, ToDoubleFunction<T> value) {
        double[] sorted = measured.stream().mapToDouble(value).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        int half = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
