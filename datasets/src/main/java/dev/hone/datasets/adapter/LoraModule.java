package dev.hone.datasets.adapter;

import dev.hone.datasets.base.Family;
import dev.hone.datasets.base.ModelConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The linear modules of a layer that can have an adapter, in the order in which the program takes
/// them.
public enum LoraModule {
    Q("self_attn", "q_proj"),
    K("self_attn", "k_proj"),
    V("self_attn", "v_proj"),
    O("self_attn", "o_proj"),
    GATE("mlp", "gate_proj"),
    UP("mlp", "up_proj"),
    DOWN("mlp", "down_proj");

    private final String block;
    private final String moduleName;

    LoraModule(String block, String moduleName) {
        this.block = block;
        this.moduleName = moduleName;
    }

    /// As `target_modules` calls it.
    public String moduleName() {
        return moduleName;
    }

    public static Optional<LoraModule> named(String moduleName) {
        return Arrays.stream(values()).filter(m -> m.moduleName.equals(moduleName)).findFirst();
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(LoraModule::moduleName).toList();
    }

    /// Those that the model has.
    public static List<LoraModule> of(ModelConfig config) {
        return Arrays.stream(values())
                .filter(m -> m != GATE || config.family().has(Family.Trait.GATE))
                .toList();
    }

    /// Its name in the model.
    public String path(int layer) {
        return LinearLayers.inLayer(layer, path());
    }

    /// Its name within a layer.
    String path() {
        return block + "." + moduleName;
    }

    public int inputs(ModelConfig config) {
        return switch (this) {
            case Q, K, V, GATE, UP -> config.hidden();
            case O -> config.queryWidth();
            case DOWN -> config.feedForward();
        };
    }

    public int outputs(ModelConfig config) {
        return switch (this) {
            case Q -> config.queryWidth();
            case K, V -> config.keyValueWidth();
            case O, DOWN -> config.hidden();
            case GATE, UP -> config.feedForward();
        };
    }
}
