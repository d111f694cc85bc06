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

    /// Frequencies that turn fewer than `betaSlow` times within the original positions divided by
    /// `factor`, those that turn more than `betaFast` times kept, those between blended (Peng et
    /// al. 2023, "YaRN").
    ///
    /// @param attentionFactor what cosines and sines are multiplied by
    /// @param truncate whether the blend begins and ends at whole channels
    record Yarn(
            double theta,
            double factor,
            double attentionFactor,
            double betaFast,
            double betaSlow,
            int originalPositions,
            boolean truncate)
            implements Rope {}
}
