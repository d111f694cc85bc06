package dev.hone.orchestrator.preflights;

import java.util.Locale;

/// Where a preflight stands.
public enum PreflightState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED;

    /// As in tables and answers.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean ended() {
        return this == SUCCEEDED || this == FAILED;
    }
}
