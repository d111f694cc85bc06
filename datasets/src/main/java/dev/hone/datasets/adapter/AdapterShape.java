package dev.hone.datasets.adapter;

import dev.hone.protocol.LoraSpec;
import java.util.List;
import java.util.Map;

/// What of an adapter must fit its base.
public record AdapterShape(
        int rank,
        List<String> targetModules,
        Map<String, Integer> rankPattern,
        Map<String, Double> alphaPattern) {
    public AdapterShape {
        targetModules = List.copyOf(targetModules);
        rankPattern = Map.copyOf(rankPattern);
        alphaPattern = Map.copyOf(alphaPattern);
    }

    public static AdapterShape of(LoraSpec lora) {
        return new AdapterShape(
                lora.rank(), lora.targetModules(), lora.rankPattern(), lora.alphaPattern());
    }

    /// The rank of the adapter of a module, 0 if it has none.
    ///
    /// @param path the module's name in the model
    public int rank(String path) {
        return new TargetModules(targetModules).match(path)
                ? ModulePatterns.of("rank_pattern", rankPattern).find(path).orElse(rank)
                : 0;
    }

    /// Everything that does not fit.
    public List<Misfit> misfits(LinearLayers base) {
        return new Fitting(this, base).misfits();
    }
}
