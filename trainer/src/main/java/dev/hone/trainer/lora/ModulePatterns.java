package dev.hone.trainer.lora;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Values for modules whose names match a pattern. PEFT takes the first that matches, but its files
/// keep no order: so patterns that match the same module must agree.
///
/// @param kind `rank_pattern` or `alpha_pattern`
record ModulePatterns<T extends Comparable<T>>(String kind, SortedMap<String, T> values) {
    ModulePatterns {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        for (String text : values.keySet()) {
            var _ = new ModulePattern(kind, text);
        }
    }

    static <T extends Comparable<T>> ModulePatterns<T> of(String kind, Map<String, T> values) {
        return new ModulePatterns<>(kind, new TreeMap<>(values));
    }

    Optional<T> find(String moduleName) {
        return matching(moduleName).stream().findFirst().map(Map.Entry::getValue);
    }

    /// @param adapted names of the modules that have an adapter
    /// @param there the same in words
    void addFaults(Collection<String> adapted, String there, List<String> faults) {
        for (String text : values.keySet()) {
            var pattern = new ModulePattern(kind, text);
            if (adapted.stream().noneMatch(pattern::matches)) {
                faults.add(
                        "%s \"%s\" matches no adapted module of %s".formatted(kind, text, there));
            }
        }
        for (String name : adapted) {
            var found = matching(name);
            if (found.stream().map(Map.Entry::getValue).distinct().count() > 1) {
                faults.add(
                        "%s has more than one value for %s: %s"
                                .formatted(kind, name, described(found)));
                return;
            }
        }
    }

    private static <T> String described(List<Map.Entry<String, T>> entries) {
        return entries.stream()
                .map(entry -> "%s by \"%s\"".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private List<Map.Entry<String, T>> matching(String moduleName) {
        return values.entrySet().stream()
                .filter(entry -> new ModulePattern(kind, entry.getKey()).matches(moduleName))
                .toList();
    }
}
