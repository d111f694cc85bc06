package dev.hone.launcher.chaos;

import java.time.Duration;

/// One thing that goes wrong, at one moment of a schedule.
///
/// @param name what it is, and whom it hits
/// @param at after the start of the schedule
/// @param lasts until its `heal`
record Fault(FaultKind kind, String name, Duration at, Duration lasts, Act inject, Act heal) {
    /// May fail where another fault is in its way, which is then said.
    @FunctionalInterface
    interface Act {
        void run() throws Exception;

        static Act nothing() {
            return () -> {};
        }
    }

    Duration end() {
        return at.plus(lasts);
    }

    @Override
    public String toString() {
        return "%s at %.1f s for %.1f s"
                .formatted(name, at.toMillis() / 1000.0, lasts.toMillis() / 1000.0);
    }
}
