package dev.hone.trainer.model;

import dev.hone.datasets.base.Rope;

/// Cosines and sines of the rotary position embedding, in float32 as the reference computes them.
final class RopeTables {
    private final float[] cosines;
    private final float[] sines;

    private RopeTables(float[] cosines, float[] sines) {
        this.cosines = cosines;
        this.sines = sines;
    }

    /// Tables `[positions, headSize / 2]`.
    static RopeTables of(Rope rope, int positions, int headSize) {
        float[] frequencies = frequencies(rope, headSize);
        int half = headSize / 2;
        var cosines = new float[positions * half];
        var sines = new float[positions * half];
        for (int position = 0; position < positions; position++) {
            for (int i = 0; i < half; i++) {
                float angle = position * frequencies[i];
                cosines[position * half + i] = (float) Math.cos(angle);
                sines[position * half + i] = (float) Math.sin(angle);
            }
        }
        return new RopeTables(cosines, sines);
    }

    float[] cosines() {
        return cosines;
    }

    float[] sines() {
        return sines;
    }

    /// Angle per position of each pair of channels.
    static float[] frequencies(Rope rope, int headSize) {
        var frequencies = new float[headSize / 2];
        for (int i = 0; i < frequencies.length; i++) {
            float exponent = 2f * i / headSize;
            float plain = 1f / (float) Math.pow(rope.theta(), exponent);
            frequencies[i] = stretched(rope, plain);
        }
        return frequencies;
    }

    private static float stretched(Rope rope, float frequency) {
        return switch (rope) {
            case Rope.Default _ -> frequency;
            case Rope.Linear linear -> (float) (frequency / linear.factor());
            case Rope.Llama3 llama3 -> stretched(llama3, frequency);
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
}
