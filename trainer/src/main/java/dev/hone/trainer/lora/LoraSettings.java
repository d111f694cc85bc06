package dev.hone.trainer.lora;

import dev.hone.datasets.base.ModelConfig;
import java.util.List;

/// What kind of adapter is trained.
///
/// @param alpha the adapter's output is scaled by `alpha / rank`
/// @param dropout must be 0
/// @param targetModules the modules that get an adapter, such as `q_proj`
public record LoraSettings(int rank, double alpha, double dropout, List<String> targetModules) {
    public LoraSettings {
        if (rank < 1 || rank > 256) {
            throw new IllegalArgumentException("rank must be 1–256, was " + rank);
        }
        if (!(alpha > 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("alpha must be a number above 0, was " + alpha);
        }
        if (dropout != 0) {
            throw new IllegalArgumentException(
                    "dropout must be 0, was %s: adapters are trained without dropout"
                            .formatted(dropout));
        }
        targetModules = targetModules.stream().distinct().sorted().toList();
        if (targetModules.isEmpty()) {
            throw new IllegalArgumentException(
                    "target modules must name one module or more of " + LoraModule.names());
        }
        for (String name : targetModules) {
            if (LoraModule.named(name).isEmpty()) {
                throw new IllegalArgumentException(
                        "target module must be one of %s, was %s"
                                .formatted(LoraModule.names(), name));
            }
        }
    }

    /// Every linear module that a model has.
    public static LoraSettings allLinear(int rank, double alpha) {
        return new LoraSettings(rank, alpha, 0, LoraModule.names());
    }

    /// The same for a given model. All modules together mean all that it has; a module that is
    /// asked for by name must be there.
    public LoraSettings on(ModelConfig config) {
        List<String> present = LoraModule.names(config);
        if (present.containsAll(targetModules)) {
            return this;
        }
        if (targetModules.containsAll(LoraModule.names())) {
            return new LoraSettings(rank, alpha, dropout, present);
        }
        throw new IllegalArgumentException(
                "target modules must be of those that %s has, %s, were %s"
                        .formatted(config.family().architecture(), present, targetModules));
    }

    public double scale() {
        return alpha / rank;
    }

    boolean targets(LoraModule module) {
        return targetModules.contains(module.moduleName());
    }
}
