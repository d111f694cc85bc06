package dev.hone.orchestrator.jobs;

import dev.hone.protocol.Lease;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The job protocol's times and limits.
@ConfigMapping(prefix = "hone.jobs")
public interface JobsConfig {
    /// How long a worker owns a job without a heartbeat.
    @WithDefault("30s")
    Duration lease();

    /// Time between two heartbeats.
    @WithDefault("5s")
    Duration heartbeat();

    /// A worker stops itself this long after its last good heartbeat; must be shorter than the
    /// lease.
    @WithDefault("20s")
    Duration selfStop();

    /// A cancelled job whose worker does not answer is ended after this time: with a reconciler
    /// pass every 5 s that makes 15 s at most.
    @WithDefault("10s")
    Duration cancelGrace();

    /// Starts that may fail by the platform's fault.
    @WithDefault("5")
    int platformFailures();

    /// Starts that may fail for lack of a resource.
    @WithDefault("20")
    int resourceFailures();

    /// Pause after the first failure; it doubles with each further one.
    @WithDefault("2s")
    Duration retryPause();

    /// The longest pause before another start.
    @WithDefault("5m")
    Duration longestRetryPause();

    /// A job that waits this long gets its bell rung again.
    @WithDefault("60s")
    Duration bellEvery();

    /// Newest checkpoints that a job keeps, at least 1: one to go on from, the others in case it is
    /// damaged.
    @WithDefault("3")
    int keepCheckpoints();

    default Lease leaseForWorkers() {
        return new Lease(lease(), heartbeat(), selfStop());
    }
}
