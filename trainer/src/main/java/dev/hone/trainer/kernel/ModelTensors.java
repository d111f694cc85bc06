package dev.hone.trainer.kernel;

import ai.djl.ndarray.NDArray;
import dev.hone.datasets.base.ModelConfig;
import java.util.List;

/// What a program needs to know of a model.
///
/// @param weights embedding, last norm, head, then for each layer its two norms, q|k|v, o, gate|up
///   and down
/// @param cosines of the rotary positions, float32, `[positions, headSize / 2]`
/// @param sines the same
public record ModelTensors(
        ModelConfig config, List<NDArray> weights, NDArray cosines, NDArray sines) {
    public ModelTensors {
        weights = List.copyOf(weights);
        int expected = 3 + 6 * config.layers();
        if (weights.size() != expected) {
            throw new IllegalArgumentException(
                    "a model of %d layers has %d weights, were %d"
                            .formatted(config.layers(), expected, weights.size()));
        }
    }

    List<NDArray> tables() {
        return List.of(cosines, sines);
    }
}
