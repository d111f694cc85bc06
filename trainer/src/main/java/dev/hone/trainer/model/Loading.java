package dev.hone.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.trainer.kernel.ModelTensors;
import java.util.List;

/// Puts a model's tensors together.
final class Loading {
    private Loading() {}

    static ModelTensors model(NDManager owner, ModelConfig config, List<NDArray> weights) {
        var tables = RopeTables.of(config.rope(), config.maxPositions(), config.headSize());
        var shape = new Shape(config.maxPositions(), config.headSize() / 2);
        return new ModelTensors(
                config,
                weights,
                owner.create(tables.cosines(), shape),
                owner.create(tables.sines(), shape));
    }
}
