package dev.hone.orchestrator.quotes;

/// A time, and between what it will lie.
public record Seconds(double expected, double low, double high) {
    static final Seconds NONE = new Seconds(0, 0, 0);

    Seconds plus(Seconds other) {
        return new Seconds(expected + other.expected, low + other.low, high + other.high);
    }

    Seconds times(double factor) {
        return new Seconds(expected * factor, low * factor, high * factor);
    }
}
