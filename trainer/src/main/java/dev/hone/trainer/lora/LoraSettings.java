package dev.hone.trainer.lora;

import dev.hone.datasets.adapter.AdapterShape;
import dev.hone.datasets.adapter.LinearLayers;
import dev.hone.datasets.adapter.LoraModule;
import dev.hone.datasets.adapter.Misfit;
import dev.hone.datasets.adapter.ModulePatterns;
import dev.hone.datasets.adapter.TargetModules;
import dev.hone.datasets.base.ModelConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What kind of adapter is trained.
///
/// @param dropout how many of an adapter's inputs are dropped while training, below 1
/// @param targetModules the modules that get an adapter: those of that name, such as `q_proj`, and
///   those whose name ends in it behind a dot, such as `layers.0.self_attn.q_proj`
/// @param rankStabilized whether an adapter's output is scaled by `alpha / sqrt(rank)` instead of
///   `alpha / rank` (Kalajdzievski 2023, "rsLoRA")
/// @param magnitudes whether the magnitude of each row of the adapted weight is trained by itself
///   (Liu et al. 2024, "DoRA")
/// @param rankPattern ranks of modules whose name matches a regular expression
/// @param alphaPattern the same for alpha
public record LoraSettings(
        int rank,
        double alpha,
        double dropout,
        List<String> targetModules,
        boolean rankStabilized,
        boolean magnitudes,
        Map<String, Integer> rankPattern,
        Map<String, Double> alphaPattern) {
    public LoraSettings {
        checkRank("rank", rank);
        checkAlpha("alpha", alpha);
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "dropout must be at least 0 and below 1, was " + dropout);
        }
        targetModules = targetModules.stream().distinct().sorted().toList();
        if (targetModules.isEmpty()) {
            throw new IllegalArgumentException(
                    "target modules must name one module or more of " + LoraModule.names());
        }
        for (String name : targetModules) {
            if (LoraModule.named(name.substring(name.lastIndexOf('.') + 1)).isEmpty()) {
                throw new IllegalArgumentException(
                        "target module must be one of %s, or end in one behind a dot, was %s"
                                .formatted(LoraModule.names(), name));
            }
        }
        rankPattern = ModulePatterns.of("rank_pattern", rankPattern).values();
        alphaPattern = ModulePatterns.of("alpha_pattern", alphaPattern).values();
        rankPattern.forEach((key, value) -> checkRank("rank_pattern \"" + key + "\"", value));
        alphaPattern.forEach((key, value) -> checkAlpha("alpha_pattern \"" + key + "\"", value));
    }

    /// Plain adapters, all of one rank and scale.
    public LoraSettings(int rank, double alpha, double dropout, List<String> targetModules) {
        this(rank, alpha, dropout, targetModules, false, false, Map.of(), Map.of());
    }

    /// Every linear module that a model has.
    public static LoraSettings allLinear(int rank, double alpha) {
        return new LoraSettings(rank, alpha, 0, LoraModule.names());
    }

    private static void checkRank(String what, int rank) {
        if (rank < 1 || rank > 256) {
            throw new IllegalArgumentException("%s must be 1–256, was %d".formatted(what, rank));
        }
    }

    private static void checkAlpha(String what, double alpha) {
        if (!(alpha > 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException(
                    "%s must be a number above 0, was %s".formatted(what, alpha));
        }
    }

    /// The same for a given model. All modules together mean all that it has; a module that is
    /// asked for by name must be there, a pattern must match something, and no rank may be above
    /// that of the weight.
    public LoraSettings on(ModelConfig config) {
        var base = LinearLayers.of(config);
        var misfits = shape().misfits(base);
        if (!misfits.isEmpty()) {
            throw new IllegalArgumentException(
                    misfits.stream().map(Misfit::message).collect(Collectors.joining("; ")));
        }
        return with(targets().on(base).names());
    }

    AdapterShape shape() {
        return new AdapterShape(rank, targetModules, rankPattern, alphaPattern);
    }

    private LoraSettings with(List<String> modules) {
        return new LoraSettings(
                rank,
                alpha,
                dropout,
                modules,
                rankStabilized,
                magnitudes,
                rankPattern,
                alphaPattern);
    }

    /// The rank of one module of a layer, 0 if it has no adapter.
    int rank(int layer, LoraModule module) {
        return shape().rank(module.path(layer));
    }

    /// What the adapter's output is scaled by.
    double scale(int layer, LoraModule module) {
        int moduleRank = rank(layer, module);
        if (moduleRank == 0) {
            return 0;
        }
        double moduleAlpha = alphas().find(module.path(layer)).orElse(alpha);
        return moduleAlpha / (rankStabilized ? Math.sqrt((double) moduleRank) : moduleRank);
    }

    private ModulePatterns<Double> alphas() {
        return ModulePatterns.of("alpha_pattern", alphaPattern);
    }

    private TargetModules targets() {
        return new TargetModules(targetModules);
    }
}
