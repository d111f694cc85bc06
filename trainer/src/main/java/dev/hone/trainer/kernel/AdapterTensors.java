package dev.hone.trainer.kernel;

import ai.djl.ndarray.NDArray;
import java.util.List;

/// An adapter as a program takes it.
///
/// @param tensors for each layer A of q, k, v, o, gate, up, down, then B of the same; float32, rank
///   0 where a module has no adapter. No tensors at all is no adapter.
/// @param scale alpha / rank
public record AdapterTensors(List<NDArray> tensors, double scale) {
    public static final AdapterTensors NONE = new AdapterTensors(List.of(), 0);

    public AdapterTensors {
        tensors = List.copyOf(tensors);
    }
}
