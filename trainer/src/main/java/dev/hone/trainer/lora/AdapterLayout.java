package dev.hone.trainer.lora;

import dev.hone.datasets.base.ModelConfig;
import java.util.ArrayList;
import java.util.List;

/// Where each tensor of an adapter lies in one flat buffer, in the order in which the program takes
/// them: for each layer A of all modules, then B of all modules. A module without adapter has rank
/// 0.
record AdapterLayout(List<Slot> slots, int size) {
    /// One tensor. `inputs` is the width of the module's input, for an A and its B alike.
    record Slot(String name, int at, long rows, long columns, boolean isA) {
        int size() {
            return (int) (rows * columns);
        }

        boolean isPresent() {
            return size() > 0;
        }
    }

    AdapterLayout {
        slots = List.copyOf(slots);
    }

    static AdapterLayout of(ModelConfig config, LoraSettings settings) {
        var slots = new ArrayList<Slot>();
        int at = 0;
        for (int layer = 0; layer < config.layers(); layer++) {
            for (boolean isA : new boolean[] {true, false}) {
                for (LoraModule module : LoraModule.values()) {
                    long rank = settings.rank(layer, module);
                    var slot =
                            new Slot(
                                    module.tensorName(layer, isA ? "A" : "B"),
                                    at,
                                    isA ? rank : module.outputs(config),
                                    isA ? module.inputs(config) : rank,
                                    isA);
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
