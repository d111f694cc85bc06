package dev.hone.protocol;

import java.util.List;

/// Shape of the adapter (Hu et al. 2021, "LoRA"): `y = W x + (alpha / rank) · B A x`.
///
/// @param rank inner dimension, 1–256
/// @param alpha numerator of the scale
/// @param dropout probability on the adapter's input
/// @param targetModules names of the linear layers that get an adapter, e.g. `q_proj`
public record LoraSpec(int rank, double alpha, double dropout, List<String> targetModules) {
    public static final List<String> ALL_LINEAR =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    public LoraSpec {
        Checks.within("rank", rank, 1, 256);
        Checks.positive("alpha", alpha);
        Checks.fraction("dropout", dropout);
        targetModules = List.copyOf(targetModules);
        if (targetModules.isEmpty()) {
            throw new IllegalArgumentException(
                    "target modules must name at least one linear layer");
        }
        for (var module : targetModules) {
            if (!ALL_LINEAR.contains(module)) {
                throw new IllegalArgumentException(
                        "target module must be one of %s, was \"%s\""
                                .formatted(ALL_LINEAR, module));
            }
        }
    }

    public double scale() {
        return alpha / rank;
    }
}
