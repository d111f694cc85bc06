package dev.hone.orchestrator.quotes;

import org.jspecify.annotations.Nullable;

/// A job that a worker has.
///
/// @param secondsLeft that it will still take; null if nobody knows
public record RunningJob(String job, String project, @Nullable Double secondsLeft) {}
