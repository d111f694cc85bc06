package dev.hone.orchestrator.quotes;

import org.jspecify.annotations.Nullable;

/// A job of the pool that takes a worker's time before this one.
///
/// @param running whether a worker has it; else it waits
/// @param seconds that it will still take; null if nobody knows
record Ahead(boolean running, @Nullable Double seconds) {}
