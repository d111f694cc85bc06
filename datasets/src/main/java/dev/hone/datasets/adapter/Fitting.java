package dev.hone.datasets.adapter;

import dev.hone.datasets.adapter.Misfit.Setting;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Holds an adapter against a base and collects what does not fit, each thing once.
final class Fitting {
    private final AdapterShape shape;
    private final LinearLayers base;
    private final TargetModules targets;
    private final List<LinearLayers.Place> adapted;
    private final Set<Misfit> misfits = new LinkedHashSet<>();

    Fitting(AdapterShape shape, LinearLayers base) {
        this.shape = shape;
        this.base = base;
        this.targets = new TargetModules(shape.targetModules()).on(base);
        this.adapted = targets.places(base);
    }

    List<Misfit> misfits() {
        for (String name : targets.unmatched(base)) {
            add(
                    Setting.TARGET_MODULES,
                    "target module %s matches nothing of %s, which has %s %s"
                            .formatted(name, base.architecture(), base.names(), layers()));
        }
        var ranks = check(Setting.RANK_PATTERN, "rank_pattern", shape.rankPattern());
        check(Setting.ALPHA_PATTERN, "alpha_pattern", shape.alphaPattern());
        checkRanks(ranks);
        return List.copyOf(misfits);
    }

    /// @return those of the patterns that can be read
    private <T extends Comparable<T>> ModulePatterns<T> check(
            Setting setting, String kind, Map<String, T> values) {
        var paths = adapted.stream().map(LinearLayers.Place::path).toList();
        ModulePatterns.unreadable(kind, values.keySet(), paths)
                .forEach(fault -> add(setting, fault));
        var readable = ModulePatterns.readable(kind, values, paths);
        if (!adapted.isEmpty()) {
            var there = targets.names() + " " + layers();
            readable.faults(paths, there).forEach(fault -> add(setting, fault));
        }
        return readable;
    }

    private void checkRanks(ModulePatterns<Integer> ranks) {
        for (var place : adapted) {
            var found = ranks.first(place.path());
            if (found.isPresent()) {
                var label = "rank_pattern \"%s\"".formatted(found.get().getKey());
                check(Setting.RANK_PATTERN, label, found.get().getValue(), place.linear());
            } else {
                check(Setting.RANK, "rank", shape.rank(), place.linear());
            }
        }
    }

    private void check(Setting setting, String label, int rank, LinearLayers.Linear linear) {
        if (rank > linear.highestRank()) {
            add(
                    setting,
                    "%s must be at most %d on %s, whose weight is %d × %d, was %d"
                            .formatted(
                                    label,
                                    linear.highestRank(),
                                    linear.name(),
                                    linear.outputs(),
                                    linear.inputs(),
                                    rank));
        }
    }

    private void add(Setting setting, String message) {
        misfits.add(new Misfit(setting, message));
    }

    private String layers() {
        return "in layers 0–%d".formatted(base.layers() - 1);
    }
}
