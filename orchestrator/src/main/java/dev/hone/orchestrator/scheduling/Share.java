package dev.hone.orchestrator.scheduling;

import org.jspecify.annotations.Nullable;

/// What a project is entitled to and what it has had. Times are virtual: seconds of work divided by
/// the project's weight (start-time fair queueing, Goyal, Vin and Cheng 1996).
///
/// @param weight share of the workers relative to other projects
/// @param start virtual time at which its last job was chosen
/// @param finish virtual time up to which its jobs have been paid for
/// @param running jobs that workers have now, counted only where they are limited
/// @param mostRunning null for no limit
/// @param seconds of workers in this month
/// @param mostSeconds null for no limit
public record Share(
        String project,
        int weight,
        double start,
        double finish,
        int running,
        @Nullable Integer mostRunning,
        double seconds,
        @Nullable Double mostSeconds) {
    public Share {
        if (weight < 1) {
            throw new IllegalArgumentException("weight must be at least 1, was " + weight);
        }
    }

    /// Why no further job of the project may start now, in words; null if one may.
    public @Nullable String limit() {
        if (mostRunning != null && running >= mostRunning) {
            return "project quota: %d of %d jobs are running".formatted(running, mostRunning);
        }
        if (mostSeconds != null && seconds >= mostSeconds) {
            return "project quota: %.0f of %.0f worker seconds of this month are used"
                    .formatted(seconds, mostSeconds);
        }
        return null;
    }

    /// Where the project's next job would be placed: a project that was away starts with the others
    /// and has no credit for its absence.
    double next(double virtualTime) {
        return Math.max(virtualTime, finish);
    }

    /// After one more job of that length has been chosen.
    public Share charged(double virtualTime, double jobSeconds) {
        double placed = next(virtualTime);
        return new Share(
                project,
                weight,
                placed,
                placed + jobSeconds / weight,
                running + 1,
                mostRunning,
                seconds + jobSeconds,
                mostSeconds);
    }

    /// After one of its jobs has left its worker.
    public Share released() {
        return new Share(
                project, weight, start, finish, running - 1, mostRunning, seconds, mostSeconds);
    }
}
