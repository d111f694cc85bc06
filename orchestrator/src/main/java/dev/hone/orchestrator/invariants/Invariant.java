package dev.hone.orchestrator.invariants;

/// A rule over the tables.
///
/// @param number as in docs/reference/job-protocol.md; two queries may serve one rule
/// @param name what breaks it, in words
/// @param sql answers one text per row that breaks it
record Invariant(int number, String name, String sql) {}
