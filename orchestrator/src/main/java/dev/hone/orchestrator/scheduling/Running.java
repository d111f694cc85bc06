package dev.hone.orchestrator.scheduling;

import java.time.Instant;

/// A job that a worker has.
///
/// @param submitted when it came
/// @param started when its attempt began
/// @param yielding whether it is stopping for another already
public record Running(
        String job,
        String project,
        PriorityClass priority,
        Instant submitted,
        Instant started,
        Traits worker,
        boolean yielding) {}
