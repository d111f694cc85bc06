package dev.hone.orchestrator.imports;

import java.time.Duration;

/// What an import may take.
record Limits(long bytes, Duration total, Duration connect, Duration stalled) {
    static Limits of(ImportsConfig config) {
        return new Limits(
                config.bytes().asLongValue(), config.total(), config.connect(), config.stalled());
    }
}
