package dev.hone.orchestrator.metrics;

import java.util.Comparator;

/// A measured value.
///
/// @param event id of the row that holds it
record Sample(long event, int step, double value) {
    static final Comparator<Sample> BY_STEP =
            Comparator.comparingInt(Sample::step).thenComparingLong(Sample::event);

    /// Of two that are equally low the earlier.
    static final Comparator<Sample> BY_VALUE =
            Comparator.comparingDouble(Sample::value).thenComparing(BY_STEP);

    /// Of two that are equally high the earlier comes last.
    static final Comparator<Sample> BY_HEIGHT =
            Comparator.comparingDouble(Sample::value).thenComparing(BY_STEP.reversed());
}
