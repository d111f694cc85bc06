package dev.hone.datasets.base;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects what is wrong with an input, so that all of it can be told at once, each thing once.
final class Faults {
    private final Set<String> found = new LinkedHashSet<>();

    void add(String message) {
        found.add(message);
    }

    boolean none() {
        return found.isEmpty();
    }

    List<String> all() {
        return List.copyOf(found);
    }
}
