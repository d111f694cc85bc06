package dev.hone.datasets.base;

/// How rotary position embeddings stretch their frequencies.
public sealed interface Rope {
    double theta();

    record Default(double theta) implements Rope {}

    /// Every frequency divided by `factor`.
    record Linear(double theta, double factor) implements Rope {}

    /// Low frequencies divided by `factor`, high ones kept, those between blended.
    record Llama3(
            double theta,
            double factor,
            double lowFrequencyFactor,
            double highFrequencyFactor,
            int originalPositions)
            implements Rope {}
}
