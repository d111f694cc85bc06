package dev.hone.trainer.model;

import dev.hone.datasets.base.Rope;

/// How fast each rotated pair of channels turns with the position.
final class Frequencies {
    private Frequencies() {}

    /// Angle per position of each pair of channels, then what its cosine and sine are multiplied
    /// by: `[2, width / 2]`, in float32 as the reference computes them.
    static float[] of(Rope rope, int width) {
        int pairs = width / 2;
        var table = new float[2 * pairs];
        for (int pair = 0; pair < pairs; pair++) {
            float plain = 1f / (float) Math.pow(rope.theta(), 2f * pair / width);
            table[pair] = stretched(rope, plain, pair, width);
            table[pairs + pair] = amplitude(rope);
        }
        return table;
    }

    private static float amplitude(Rope rope) {
        return switch (rope) {
            case Rope.Default _, Rope.Linear _, Rope.Llama3 _ -> 1;
            case Rope.Yarn yarn -> (float) yarn.attentionFactor();
        };
    }

    private static float stretched(Rope rope, float frequency, int pair, int width) {
        return switch (rope) {
            case Rope.Default _ -> frequency;
            case Rope.Linear linear -> (float) (frequency / linear.factor());
            case Rope.Llama3 llama3 -> stretched(llama3, frequency);
            case Rope.Yarn yarn -> stretched(yarn, frequency, pair, width);
        };
    }

    private static float stretched(Rope.Llama3 rope, float frequency) {
        double wavelength = 2 * Math.PI / frequency;
        double low = rope.originalPositions() / rope.lowFrequencyFactor();
        double high = rope.originalPositions() / rope.highFrequencyFactor();
        if (wavelength > low) {
            return (float) (frequency / rope.factor());
        }
        if (wavelength < high) {
            return frequency;
        }
        double smooth =
                (rope.originalPositions() / wavelength - rope.lowFrequencyFactor())
                        / (rope.highFrequencyFactor() - rope.lowFrequencyFactor());
        return (float) ((1 - smooth) * frequency / rope.factor() + smooth * frequency);
    }

    private static float stretched(Rope.Yarn rope, float frequency, int pair, int width) {
        double low = channel(rope, rope.betaFast(), width);
        double high = channel(rope, rope.betaSlow(), width);
        if (rope.truncate()) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        low = Math.max(low, 0);
        high = Math.min(high, width - 1);
        double range = high == low ? 0.001 : high - low;
        double ramp = Math.clamp((pair - low) / range, 0, 1);
        return (float) (ramp * frequency / rope.factor() + (1 - ramp) * frequency);
    }

    /// The pair of channels that turns so many times within the original positions.
    private static double channel(Rope.Yarn rope, double turns, int width) {
        double positions = rope.originalPositions();
        return width * Math.log(positions / (turns * 2 * Math.PI)) / (2 * Math.log(rope.theta()));
    }
}
