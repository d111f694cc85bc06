package dev.hone.orchestrator.workers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When a worker counts as gone, `hone.workers.*`.
@ConfigMapping(prefix = "hone.workers")
public interface WorkersConfig {
    /// A worker that was not heard of for so long is silent, and another start may have its name.
    /// One without a job asks every 10 s, and waits up to 10 s for an answer.
    @WithDefault("30s")
    Duration silentAfter();

    /// The same as PostgreSQL counts.
    default double silentSeconds() {
        return silentAfter().toMillis() / 1000.0;
    }
}
