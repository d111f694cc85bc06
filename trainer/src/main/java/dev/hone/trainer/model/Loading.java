package dev.hone.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.hone.datasets.base.LlamaConfig;
import dev.hone.trainer.kernel.ModelTensors;
import dev.hone.trainer.kernel.Tensors;
import java.util.List;

/// Puts a model's tensors together.
final class Loading {
    private Loading() {}

    static ModelTensors model(Tensors tensors, LlamaConfig config, List<NDArray> weights) {
        var tables = RopeTables.of(config.rope(), config.maxPositions(), config.headSize());
        var shape = new Shape(config.maxPositions(), config.headSize() / 2);
        return new ModelTensors(
                config,
                weights,
                tensors.manager().create(tables.cosines(), shape),
                tensors.manager().create(tables.sines(), shape));
    }
}
