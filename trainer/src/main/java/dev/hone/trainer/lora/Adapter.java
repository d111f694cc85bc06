package dev.hone.trainer.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.plan.AdapterSize;
import dev.hone.trainer.kernel.AdapterTensors;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ModelTensors;
import dev.hone.trainer.kernel.Tensors;
import dev.hone.trainer.model.NamedRandom;
import java.util.List;

/// An adapter in memory: all its tensors in one flat float32 buffer.
public final class Adapter implements AutoCloseable {
    private final Tensors tensors;
    private final NDManager owner;
    private final LoraSettings settings;
    private final AdapterLayout layout;
    private final NDArray flat;
    private final AdapterTensors views;

    private Adapter(Tensors tensors, ModelConfig config, LoraSettings settings, float[] values) {
        this.tensors = tensors;
        this.owner = tensors.scope();
        this.settings = settings;
        this.layout = AdapterLayout.of(config, settings);
        this.flat = owner.create(values);
        this.views = new AdapterTensors(views(flat), AdapterLayout.scales(config, settings));
    }

    /// An adapter that changes nothing yet: A uniform within one over the root of its inputs, B
    /// zero, magnitudes those of the base. Each A depends on the seed and its name alone.
    public static Adapter start(Engine engine, ModelTensors model, LoraSettings asked, long seed) {
        ModelConfig config = model.config();
        LoraSettings settings = asked.on(config);
        var layout = AdapterLayout.of(config, settings);
        var values = new float[layout.size()];
        for (AdapterLayout.Slot slot : layout.present()) {
            if (slot.part() == AdapterLayout.Part.A) {
                double bound = 1 / Math.sqrt((double) slot.shape().getLast());
                var random = NamedRandom.of(seed, slot.name());
                for (int i = 0; i < slot.size(); i++) {
                    values[slot.at() + i] = (float) (bound * (2 * random.nextDouble() - 1));
                }
            }
        }
        var adapter = new Adapter(engine.tensors(), config, settings, values);
        if (settings.magnitudes()) {
            adapter.takeMagnitudes(engine, model);
        }
        return adapter;
    }

    /// How large one of these settings will be.
    public static AdapterSize size(ModelConfig config, LoraSettings asked) {
        LoraSettings settings = asked.on(config);
        return AdapterSize.of(
                config, settings.shape(), settings.magnitudes(), settings.dropout() > 0);
    }

    private void takeMagnitudes(Engine engine, ModelTensors model) {
        try (NDManager scope = tensors.scope()) {
            NDArray norms = engine.decoder().rowNorms(scope, model, views);
            long at = 0;
            for (AdapterLayout.Slot slot : layout.present()) {
                if (slot.part() == AdapterLayout.Part.MAGNITUDE) {
                    NDArray magnitude = tensors.view(scope, flat, slot.at(), slot.sides());
                    tensors.copy(magnitude, tensors.view(scope, norms, at, slot.sides()));
                    at += slot.size();
                }
            }
        }
    }

    static Adapter of(Engine engine, ModelConfig config, LoraSettings settings, float[] values) {
        return new Adapter(engine.tensors(), config, settings, values);
    }

    public LoraSettings settings() {
        return settings;
    }

    /// As a program takes it.
    public AdapterTensors tensors() {
        return views;
    }

    /// All its numbers `[size]`, for the optimizer.
    public NDArray flat() {
        return flat;
    }

    /// A flat buffer of the same size, such as a gradient, seen as the program's tensors.
    public List<NDArray> views(NDArray buffer) {
        return layout.slots().stream()
                .map(s -> tensors.view(owner, buffer, s.at(), s.sides()))
                .toList();
    }

    AdapterLayout layout() {
        return layout;
    }

    Tensors engineTensors() {
        return tensors;
    }

    @Override
    public void close() {
        owner.close();
    }
}
