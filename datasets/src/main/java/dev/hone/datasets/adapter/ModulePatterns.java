package dev.hone.datasets.adapter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Values for modules whose names match a pattern. PEFT takes the first that matches, but its files
/// keep no order: so patterns that match the same module must agree.
public final class ModulePatterns<T extends Comparable<T>> {
    private final String kind;
    private final SortedMap<String, T> values;
    private final Map<String, ModulePattern> patterns = new HashMap<>();

    private ModulePatterns(String kind, SortedMap<String, T> values) {
        this.kind = kind;
        this.values = Collections.unmodifiableSortedMap(values);
        values.keySet().forEach(text -> patterns.put(text, new ModulePattern(kind, text)));
    }

    /// @param kind `rank_pattern` or `alpha_pattern`
    public static <T extends Comparable<T>> ModulePatterns<T> of(
            String kind, Map<String, T> values) {
        return new ModulePatterns<>(kind, new TreeMap<>(values));
    }

    /// What is wrong with each text that is no pattern.
    static List<String> unreadable(
            String kind, Collection<String> texts, Collection<String> moduleNames) {
        return texts.stream()
                .sorted()
                .flatMap(text -> ModulePattern.fault(kind, text, moduleNames).stream())
                .toList();
    }

    /// Without those that are no patterns.
    static <T extends Comparable<T>> ModulePatterns<T> readable(
            String kind, Map<String, T> values, Collection<String> moduleNames) {
        var readable = new TreeMap<>(values);
        readable.keySet()
                .removeIf(text -> ModulePattern.fault(kind, text, moduleNames).isPresent());
        return new ModulePatterns<>(kind, readable);
    }

    public SortedMap<String, T> values() {
        return values;
    }

    public Optional<T> find(String moduleName) {
        return first(moduleName).map(Map.Entry::getValue);
    }

    Optional<Map.Entry<String, T>> first(String moduleName) {
        return matching(moduleName).stream().findFirst();
    }

    /// @param adapted names of the modules that have an adapter
    /// @param there the same in words
    List<String> faults(Collection<String> adapted, String there) {
        var faults = new ArrayList<String>();
        for (String text : values.keySet()) {
            var pattern = pattern(text);
            if (adapted.stream().noneMatch(pattern::matches)) {
                faults.add(
                        "%s \"%s\" matches no adapted module of %s".formatted(kind, text, there));
            }
        }
        adapted.stream()
                .filter(name ->
                        matching(name).stream().map(Map.Entry::getValue).distinct().count() > 1)
                .findFirst()
                .ifPresent(name ->
                        faults.add(
                                "%s has more than one value for %s: %s"
                                        .formatted(kind, name, described(matching(name)))));
        return faults;
    }

    private static <T> String described(List<Map.Entry<String, T>> entries) {
        return entries.stream()
                .map(entry -> "%s by \"%s\"".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private List<Map.Entry<String, T>> matching(String moduleName) {
        return values.entrySet().stream()
                .filter(entry -> pattern(entry.getKey()).matches(moduleName))
                .toList();
    }

    private ModulePattern pattern(String text) {
        return Objects.requireNonNull(patterns.get(text));
    }
}
