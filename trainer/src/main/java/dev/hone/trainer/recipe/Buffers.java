package dev.hone.trainer.recipe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hone.trainer.kernel.AdamW;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.Tensors;
import dev.hone.trainer.lora.Adapter;
import java.util.ArrayList;
import java.util.List;

/// The optimizer's state, and gradients for each lane to add to.
final class Buffers implements AutoCloseable {
    private final NDManager owner;
    private final AdamW.State state;
    private final List<NDArray> flat = new ArrayList<>();
    private final List<List<NDArray>> views = new ArrayList<>();

    Buffers(Engine engine, Adapter adapter) {
        this.owner = engine.tensors().scope();
        long size = adapter.flat().size();
        for (int lane = 0; lane < Shards.LANES; lane++) {
            flat.add(owner.zeros(new Shape(size)));
            views.add(adapter.views(flat.get(lane)));
        }
        this.state =
                new AdamW.State(
                        adapter.flat(),
                        flat.getFirst(),
                        owner.zeros(new Shape(size)),
                        owner.zeros(new Shape(size)),
                        size);
    }

    AdamW.State state() {
        return state;
    }

    /// The gradients that a lane adds to, in the shape of the adapter.
    List<NDArray> lane(int lane) {
        return views.get(lane);
    }

    /// Moves all lanes' gradients to the optimizer's.
    void sum(Tensors tensors) {
        for (NDArray more : flat.subList(1, flat.size())) {
            tensors.moveInto(flat.getFirst(), more);
        }
    }

    /// Forgets all gradients, those of a pass that failed half-way too.
    void clear(Tensors tensors) {
        try (NDArray zeros = owner.zeros(flat.getFirst().getShape())) {
            for (NDArray gradient : flat) {
                tensors.copy(gradient, zeros);
            }
        }
    }

    @Override
    public void close() {
        owner.close();
    }
}
