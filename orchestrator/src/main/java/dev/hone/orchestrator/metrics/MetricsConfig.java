package dev.hone.orchestrator.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long every point of a curve is kept.
@ConfigMapping(prefix = "hone.metrics")
public interface MetricsConfig {
    /// Time after a job's end for which all its points stay; those of a job that has not ended stay
    /// anyway.
    @WithDefault("30d")
    Duration keepDense();

    /// Points that stay of each metric after that, 4–10,000.
    @WithDefault("2000")
    int keepPoints();

    /// Time between two looks for jobs to thin.
    @WithDefault("10m")
    Duration thinEvery();
}
