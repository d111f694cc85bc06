package dev.hone.trainer.model;

import dev.hone.datasets.base.WeightLayout;
import java.util.Arrays;

/// What training from nothing starts with, drawn from the seed and each tensor's name alone.
final class StartValues {
    private final long seed;
    private final int layers;

    StartValues(long seed, int layers) {
        this.seed = seed;
        this.layers = layers;
    }

    /// Matrices are normal with deviation 0.02, those that write to the residual stream smaller the
    /// deeper the model; norms are one.
    void fill(float[] values, int at, WeightLayout.Part part) {
        int end = at + (int) part.size();
        if (part.sides().size() == 1) {
            Arrays.fill(values, at, end, 1f);
            return;
        }
        String name = part.name();
        boolean residual = name.endsWith("o_proj.weight") || name.endsWith("down_proj.weight");
        double deviation = residual ? 0.02 / Math.sqrt(2.0 * layers) : 0.02;
        var random = NamedRandom.of(seed, name);
        for (int i = at; i < end; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
    }
}
