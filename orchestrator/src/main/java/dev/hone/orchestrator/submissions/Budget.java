package dev.hone.orchestrator.submissions;

import org.jspecify.annotations.Nullable;

/// What a job may take of workers.
///
/// @param seconds over all its attempts; the least of what its owner said in seconds and in money
/// @param money as its owner said it, at the price of the pool when the job was submitted
/// @param currency of the money, null where there is none
public record Budget(@Nullable Double seconds, @Nullable Double money, @Nullable String currency) {}
