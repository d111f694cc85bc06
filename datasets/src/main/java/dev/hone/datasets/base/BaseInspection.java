package dev.hone.datasets.base;

import java.util.List;

/// What looking at a directory found: a base model that can be tuned, or everything that is wrong.
public sealed interface BaseInspection {
    record Sound(BaseDirectory base) implements BaseInspection {}

    record Faulty(List<String> faults) implements BaseInspection {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
