package dev.hone.trainer.kernel;

import ai.djl.ndarray.NDArray;
import java.util.List;

/// An adapter as a program takes it.
///
/// @param tensors for each layer A of q, k, v, o, gate, up, down, then B of the same, and with
///   magnitudes (DoRA) those of the same; float32, rank 0 where a module has no adapter. No tensors
///   at all is no adapter.
/// @param scales what the output of each of them is scaled by, for each layer those of q, k, v, o,
///   gate, up, down
public record AdapterTensors(List<NDArray> tensors, List<Double> scales) {
    public static final AdapterTensors NONE = new AdapterTensors(List.of(), List.of());

    public AdapterTensors {
        tensors = List.copyOf(tensors);
        scales = List.copyOf(scales);
    }
}
