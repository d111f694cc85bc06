package dev.hone.orchestrator.workers;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What becomes of the job of a worker that is drained.
public enum Drain {
    /// The worker finishes it.
    FINISH,
    /// It stops at a checkpoint, and goes on elsewhere.
    HAND_OVER;

    /// As it stands on the wire and in the table.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Drain> of(String label) {
        return Arrays.stream(values()).filter(drain -> drain.label().equals(label)).findFirst();
    }
}
