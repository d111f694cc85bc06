package dev.hone.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hone.datasets.base.LayerAttention;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.trainer.kernel.ModelTensors;
import dev.hone.trainer.kernel.ScalarType;
import java.util.ArrayList;
import java.util.List;

/// Puts a model's tensors together.
final class Loading {
    private Loading() {}

    static ModelTensors model(
            NDManager owner, ModelConfig config, ScalarType type, List<NDArray> weights) {
        var shape = new Shape(2, config.rotaryWidth() / 2);
        var ropes = new ArrayList<NDArray>();
        for (LayerAttention kind : config.attentionKinds()) {
            ropes.add(owner.create(Frequencies.of(kind.rope(), config.rotaryWidth()), shape));
        }
        return new ModelTensors(config, type, weights, ropes);
    }
}
