package dev.hone.trainer.recipe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hone.datasets.plan.Calls;
import dev.hone.trainer.kernel.AdamW;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.Tensors;
import dev.hone.trainer.lora.Adapter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The optimizer's state, gradients for each lane to add to, and a place for the best adapter so
/// far.
final class Buffers implements AutoCloseable {
    private final NDManager owner;
    private final AdamW.State state;
    private final List<NDArray> flat = new ArrayList<>();
    private final List<List<NDArray>> views = new ArrayList<>();
    private final @Nullable NDArray best;

    Buffers(Engine engine, Adapter adapter, boolean keepBest) {
        this.owner = engine.tensors().scope();
        long size = adapter.flat().size();
        for (int lane = 0; lane < Calls.LANES; lane++) {
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
        this.best = keepBest ? owner.zeros(new Shape(size)) : null;
    }

    /// Everything that a run goes on with, by its name in the checkpoint.
    SortedMap<String, NDArray> saved() {
        var saved = new TreeMap<String, NDArray>();
        saved.put("adapter", state.weights());
        saved.put("mean", state.mean());
        saved.put("variance", state.variance());
        if (best != null) {
            saved.put("best", best);
        }
        return saved;
    }

    /// Remembers the adapter as it is, if the best one is wanted.
    void keep(Tensors tensors) {
        if (best != null) {
            tensors.copy(best, state.weights());
        }
    }

    /// Makes the adapter the one that was remembered, if the best one is wanted.
    void restore(Tensors tensors) {
        if (best != null) {
            tensors.copy(state.weights(), best);
        }
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
