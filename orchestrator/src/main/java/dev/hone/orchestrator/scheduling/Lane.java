package dev.hone.orchestrator.scheduling;

import java.time.Instant;

/// Jobs of one project and class that wait for the same pool: the first in is the first out.
///
/// @param since when the first of them was submitted
public record Lane(String project, PriorityClass priority, Instant since) {}
