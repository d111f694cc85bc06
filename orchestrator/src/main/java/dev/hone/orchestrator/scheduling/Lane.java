package dev.hone.orchestrator.scheduling;

import java.time.Instant;

/// Jobs of one project and class that wait for the same pool and want the same of a worker: the
/// first in is the first out.
///
/// @param since when the first of them was submitted
public record Lane(String project, PriorityClass priority, Needs needs, Instant since) {}
