package dev.hone.orchestrator.background;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What goes on without a request, and how often.
@ConfigMapping(prefix = "hone.jobs")
public interface BackgroundConfig {
    /// Time between two looks into the outbox.
    @WithDefault("250ms")
    Duration relayEvery();

    /// Time between two passes of the reconciler.
    @WithDefault("5s")
    Duration reconcileEvery();

    /// Time between two checks of the invariants.
    @WithDefault("60s")
    Duration invariantsEvery();

    /// False turns relay, reconciler, event consumer and invariant checks off in this process, for
    /// a replica that only answers requests.
    @WithDefault("true")
    boolean background();
}
