package dev.hone.datasets.adapter;

import dev.hone.protocol.LoraSpec;
import java.util.List;
import java.util.Set;

/// Names of the modules that get an adapter, matched as PEFT matches a list of them: a name means
/// the modules of that name, and those whose name ends in it behind a dot.
public record TargetModules(List<String> names) {
    public TargetModules {
        names = List.copyOf(names);
    }

    /// The same for a given model: the names of all linear layers together mean all that it has.
    public TargetModules on(LinearLayers base) {
        boolean all = Set.copyOf(names).equals(Set.copyOf(LoraSpec.ALL_LINEAR));
        return all ? new TargetModules(base.names()) : this;
    }

    public boolean match(String path) {
        return names.stream().anyMatch(name -> matches(name, path));
    }

    /// The highest rank that every one of them can have.
    public int highestRank(LinearLayers base) {
        return on(base).places(base).stream()
                .mapToInt(place -> place.linear().highestRank())
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /// Those names that no module has.
    List<String> unmatched(LinearLayers base) {
        return names.stream()
                .filter(name -> base.places().noneMatch(place -> matches(name, place.path())))
                .toList();
    }

    List<LinearLayers.Place> places(LinearLayers base) {
        return base.places().filter(place -> match(place.path())).toList();
    }

    private static boolean matches(String name, String path) {
        return path.equals(name) || path.endsWith("." + name);
    }
}
