package dev.hone.orchestrator.workers;

/// Who has the name of a worker.
///
/// @param place where it runs, as it said
/// @param home id of its directory
/// @param silence seconds since it was last heard of
record Holder(String place, String home, double silence) {}
