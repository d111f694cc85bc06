package dev.hone.trainer.lora;

import dev.hone.datasets.adapter.LoraModule;
import dev.hone.datasets.base.ModelConfig;
import java.util.ArrayList;
import java.util.List;

/// Where each tensor of an adapter lies in one flat buffer, in the order in which the program takes
/// them: for each layer A of all modules, then B of all modules, then of DoRA the magnitudes of all
/// modules. A module without adapter has rank 0.
record AdapterLayout(List<Slot> slots, int size) {
    /// What a tensor is to its module.
    enum Part {
        A("lora_A.weight"),
        B("lora_B.weight"),
        MAGNITUDE("lora_magnitude_vector");

        private final String suffix;

        Part(String suffix) {
            this.suffix = suffix;
        }

        private List<Long> shape(ModelConfig config, LoraModule module, long rank) {
            return switch (this) {
                case A -> List.of(rank, (long) module.inputs(config));
                case B -> List.of((long) module.outputs(config), rank);
                case MAGNITUDE -> List.of(rank == 0 ? 0L : module.outputs(config));
            };
        }
    }

    /// One tensor.
    record Slot(String name, Part part, int at, List<Long> shape) {
        int size() {
            return Math.toIntExact(shape.stream().reduce(1L, (one, other) -> one * other));
        }

        boolean isPresent() {
            return size() > 0;
        }

        long[] sides() {
            return shape.stream().mapToLong(Long::longValue).toArray();
        }
    }

    AdapterLayout {
        slots = List.copyOf(slots);
    }

    static AdapterLayout of(ModelConfig config, LoraSettings settings) {
        List<Part> parts = settings.magnitudes() ? List.of(Part.values()) : List.of(Part.A, Part.B);
        var slots = new ArrayList<Slot>();
        int at = 0;
        for (int layer = 0; layer < config.layers(); layer++) {
            for (Part part : parts) {
                for (LoraModule module : LoraModule.values()) {
                    var name = "base_model.model.%s.%s".formatted(module.path(layer), part.suffix);
                    var shape = part.shape(config, module, settings.rank(layer, module));
                    var slot = new Slot(name, part, at, shape);
                    slots.add(slot);
                    at += slot.size();
                }
            }
        }
        return new AdapterLayout(slots, at);
    }

    /// What the output of each module's adapter is scaled by, layer after layer.
    static List<Double> scales(ModelConfig config, LoraSettings settings) {
        var scales = new ArrayList<Double>();
        for (int layer = 0; layer < config.layers(); layer++) {
            for (LoraModule module : LoraModule.values()) {
                scales.add(settings.scale(layer, module));
            }
        }
        return scales;
    }

    List<Slot> present() {
        return slots.stream().filter(Slot::isPresent).toList();
    }
}
