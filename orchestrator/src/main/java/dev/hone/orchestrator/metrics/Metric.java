package dev.hone.orchestrator.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is measured at a step, by the name that it has in events.
public enum Metric {
    TRAIN_LOSS,
    VALID_LOSS,
    LEARNING_RATE,
    GRAD_NORM,
    EPOCH,
    TOKENS_PER_SECOND,
    SECONDS_LEFT;

    public static Optional<Metric> named(String name) {
        return Arrays.stream(values()).filter(metric -> metric.wireName().equals(name)).findFirst();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
