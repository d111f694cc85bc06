package dev.hone.trainer.model;

import ai.djl.ndarray.NDArray;
import dev.hone.datasets.base.Family;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.base.SafetensorsWriter;
import dev.hone.datasets.base.WeightLayout;
import dev.hone.trainer.kernel.AdamW;
import dev.hone.trainer.kernel.ModelTensors;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.kernel.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A model all of whose weights are trained: one flat float32 buffer of master weights, matrices
/// first, and a copy in the type that is computed in.
public final class TrainableModel {
    private final Tensors tensors;
    private final ModelConfig config;
    private final List<WeightLayout.Weight> weights;
    private final Map<WeightLayout.Weight, Long> offsets = new LinkedHashMap<>();
    private final AdamW.State state;
    private final NDArray compute;
    private final ModelTensors model;

    public TrainableModel(Tensors tensors, ModelConfig config, ScalarType type, long seed) {
        if (config.family() != Family.LLAMA) {
            throw new IllegalArgumentException(
                    "models are trained from nothing as %s, was %s"
                            .formatted(Family.LLAMA, config.family()));
        }
        this.tensors = tensors;
        this.config = config;
        this.weights = WeightLayout.of(config);
        long matrices = place(true, 0);
        long size = place(false, matrices);
        this.state = AdamW.State.of(tensors, start(seed, (int) size), matrices);
        this.compute = tensors.cast(tensors.manager(), state.weights(), type);
        this.model = Loading.model(tensors.manager(), config, type, views(compute));
    }

    public ModelConfig config() {
        return config;
    }

    /// The buffers that an optimizer step changes; call [#refresh] after it.
    public AdamW.State state() {
        return state;
    }

    /// The model in the type that is computed in.
    public ModelTensors model() {
        return model;
    }

    public long size() {
        return state.weights().size();
    }

    /// A flat buffer like the gradient's, seen as the program's weights.
    public List<NDArray> views(NDArray flat) {
        return weights.stream()
                .map(w -> tensors.view(tensors.manager(), flat, offset(w), w.shape()))
                .toList();
    }

    /// Copies the master weights to the type that is computed in.
    public void refresh() {
        tensors.copy(compute, state.weights());
    }

    /// The weights under their names in a checkpoint, in the given type.
    public List<SafetensorsWriter.Tensor> named(ScalarType type) {
        var named = new ArrayList<SafetensorsWriter.Tensor>();
        try (NDArray cast = tensors.cast(tensors.manager(), state.weights(), type)) {
            ByteBuffer bytes = tensors.bytes(cast);
            offsets.forEach((weight, offset) -> {
                long at = offset * type.bytes();
                for (WeightLayout.Part part : weight.parts()) {
                    int length = (int) part.size() * type.bytes();
                    named.add(
                            new SafetensorsWriter.Tensor(
                                    part.name(),
                                    type.safetensorsName(),
                                    part.sides(),
                                    bytes.slice((int) at, length)));
                    at += length;
                }
            });
        }
        return named;
    }

    private long offset(WeightLayout.Weight weight) {
        return Objects.requireNonNull(offsets.get(weight), "every weight has its place");
    }

    private long place(boolean matrices, long from) {
        long at = from;
        for (WeightLayout.Weight weight : weights) {
            if (weight.isMatrix() == matrices && offsets.putIfAbsent(weight, at) == null) {
                at += weight.size();
            }
        }
        return at;
    }

    private NDArray start(long seed, int size) {
        var values = new float[size];
        var start = new StartValues(seed, config.layers());
        offsets.forEach((weight, offset) -> {
            int at = offset.intValue();
            for (WeightLayout.Part part : weight.parts()) {
                start.fill(values, at, part);
                at += (int) part.size();
            }
        });
        return tensors.manager().create(values);
    }
}
