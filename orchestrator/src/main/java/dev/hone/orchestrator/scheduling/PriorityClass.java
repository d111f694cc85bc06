package dev.hone.orchestrator.scheduling;

import java.time.Duration;

/// How urgent a job is. A higher class goes first, but nobody waits for ever: each `promoteAfter`
/// of waiting lifts a job by one class.
public enum PriorityClass {
    LOW(-1),
    NORMAL(0),
    HIGH(1);

    private final int sign;

    PriorityClass(int sign) {
        this.sign = sign;
    }

    /// The class of a job's priority: below, at or above zero.
    public static PriorityClass of(int priority) {
        return priority < 0 ? LOW : priority == 0 ? NORMAL : HIGH;
    }

    /// -1, 0 or 1, as tables hold it.
    public int sign() {
        return sign;
    }

    PriorityClass after(Duration waited, Duration promoteAfter) {
        long lifted = Math.max(0, waited.dividedBy(promoteAfter));
        return of((int) Math.min(HIGH.sign, sign + lifted));
    }
}
