package dev.hone.orchestrator.workers;

import java.util.Locale;

/// What a worker is at, as operators see it.
public enum WorkerState {
    IDLE,
    TRAINING,
    /// It gets no job after the one it has.
    DRAINING,
    /// It has no job and gets none.
    DRAINED,
    /// It has departed, or was not heard of for long.
    SILENT;

    static WorkerState of(boolean silent, boolean hasJob, boolean drained) {
        if (silent) {
            return SILENT;
        }
        if (drained) {
            return hasJob ? DRAINING : DRAINED;
        }
        return hasJob ? TRAINING : IDLE;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
