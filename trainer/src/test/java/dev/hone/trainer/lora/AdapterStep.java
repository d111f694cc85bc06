package dev.hone.trainer.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.hone.datasets.plan.Activations;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Dropout;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.util.Arrays;

/// One call of an adapter's step, and what came of it.
public final class AdapterStep {
    private final AdapterLayout layout;
    private final float loss;
    private final float[] gradients;

    private AdapterStep(AdapterLayout layout, float loss, float... gradients) {
        this.layout = layout;
        this.loss = loss;
        this.gradients = gradients;
    }

    public static AdapterStep of(Engine engine, LoadedBase base, Adapter adapter, PackedRows rows) {
        return of(engine, base, adapter, rows, Dropout.NONE, Activations.SAVED);
    }

    public static AdapterStep of(
            Engine engine,
            LoadedBase base,
            Adapter adapter,
            PackedRows rows,
            Dropout dropout,
            Activations activations) {
        try (NDArray gradients = engine.tensors().zeros(adapter.flat().size())) {
            float loss =
                    engine.decoder()
                            .adapterStep(
                                    base.model(),
                                    adapter.tensors(),
                                    adapter.views(gradients),
                                    rows,
                                    1,
                                    dropout,
                                    activations);
            return new AdapterStep(adapter.layout(), loss, gradients.toFloatArray());
        }
    }

    public float loss() {
        return loss;
    }

    public float[] gradients() {
        return gradients;
    }

    /// Loss and gradients are those that a reference has under `loss` and `gradient:NAME`, to 1e-5.
    public void assertEquals(Reference reference) throws IOException {
        float theirs = reference.values("loss")[0];
        assertThat(loss).isCloseTo(theirs, within(1e-5f * theirs));
        for (AdapterLayout.Slot slot : layout.present()) {
            float[] expected = reference.values("gradient:" + slot.name());
            float[] part = Arrays.copyOfRange(gradients, slot.at(), slot.at() + slot.size());
            assertThat(Reference.distance(part, expected)).as(slot.name()).isLessThan(1e-5);
        }
    }
}
