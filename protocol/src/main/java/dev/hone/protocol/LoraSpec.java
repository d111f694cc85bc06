package dev.hone.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Shape of the adapter (Hu et al. 2021, "LoRA"): `y = W x + (alpha / rank) · B A x`. What is not
/// plain has the names and meanings of PEFT.
///
/// @param rank inner dimension, 1–256
/// @param alpha numerator of the scale
/// @param dropout probability on the adapter's input
/// @param targetModules the linear layers that get an adapter: those of that name, e.g. `q_proj`,
///   and those whose name ends in it behind a dot
/// @param useRslora whether the scale is `alpha / sqrt(rank)`
/// @param useDora whether the magnitude of each row of the adapted weight is trained by itself
/// @param rankPattern ranks of modules whose name matches a regular expression
/// @param alphaPattern the same for alpha
public record LoraSpec(
        int rank,
        double alpha,
        double dropout,
        List<String> targetModules,
        boolean useRslora,
        boolean useDora,
        Map<String, Integer> rankPattern,
        Map<String, Double> alphaPattern) {
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
            if (!isLinear(module)) {
                throw new IllegalArgumentException(
                        "target module must be one of %s, or end in one behind a dot, was \"%s\""
                                .formatted(ALL_LINEAR, module));
            }
        }
        rankPattern = sorted(rankPattern);
        alphaPattern = sorted(alphaPattern);
        rankPattern.forEach(
                (key, value) -> Checks.within("rank of \"" + key + "\"", value, 1, 256));
        alphaPattern.forEach((key, value) -> Checks.positive("alpha of \"" + key + "\"", value));
    }

    /// All of one rank and scale, without anything more.
    public LoraSpec(int rank, double alpha, double dropout, List<String> targetModules) {
        this(rank, alpha, dropout, targetModules, false, false, Map.of(), Map.of());
    }

    /// Whether it names a linear layer, be it in full.
    public static boolean isLinear(String module) {
        return ALL_LINEAR.contains(module.substring(module.lastIndexOf('.') + 1));
    }

    /// Jobs stored before there were patterns have none.
    private static <T> Map<String, T> sorted(Map<String, T> pattern) {
        return pattern == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(pattern));
    }
}
