package dev.hone.trainer.kernel;

import ai.djl.ndarray.NDArray;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.base.WeightLayout;
import java.util.List;

/// What a program needs to know of a model.
///
/// @param type of the weights, that is computed in
/// @param weights in the order of [WeightLayout]; empty tensors where the model lacks one
/// @param ropes frequencies and amplitudes of the rotary positions for each kind of attention,
///   float32, `[2, rotaryWidth / 2]`
public record ModelTensors(
        ModelConfig config, ScalarType type, List<NDArray> weights, List<NDArray> ropes) {
    public ModelTensors {
        weights = List.copyOf(weights);
        ropes = List.copyOf(ropes);
        int expected = WeightLayout.SHARED + WeightLayout.PER_LAYER * config.layers();
        if (weights.size() != expected) {
            throw new IllegalArgumentException(
                    "a model of %d layers has %d weights, were %d"
                            .formatted(config.layers(), expected, weights.size()));
        }
        if (ropes.size() != config.attentionKinds().size()) {
            throw new IllegalArgumentException(
                    "a model with %d kinds of attention has as many ropes, were %d"
                            .formatted(config.attentionKinds().size(), ropes.size()));
        }
    }
}
