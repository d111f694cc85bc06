package dev.hone.orchestrator.invariants;

/// @param number as numbered in docs/reference/job-protocol.md
/// @param rows how many rows break it
/// @param example one of them, in words
public record Violation(int number, String name, long rows, String example) {}
