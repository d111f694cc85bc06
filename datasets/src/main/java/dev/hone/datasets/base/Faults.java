package dev.hone.datasets.base;

import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with an input, so that all of it can be told at once.
final class Faults {
    private final List<String> found = new ArrayList<>();

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
