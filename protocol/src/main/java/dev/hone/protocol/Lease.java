package dev.hone.protocol;

import java.time.Duration;

/// How long an attempt is owned without a heartbeat. Durations, never instants: the worker counts
/// on its own monotonic clock, the database on its own, and the two are never compared.
///
/// @param duration time after which the control plane may give the job to another worker
/// @param heartbeat time between two heartbeats
/// @param selfStop time after the last good heartbeat at which the worker stops itself
public record Lease(Duration duration, Duration heartbeat, Duration selfStop) {
    public Lease {
        if (heartbeat.compareTo(selfStop) >= 0 || selfStop.compareTo(duration) >= 0) {
            throw new IllegalArgumentException(
                    "a lease needs heartbeat < self stop < duration, was %s, %s, %s"
                            .formatted(heartbeat, selfStop, duration));
        }
    }
}
