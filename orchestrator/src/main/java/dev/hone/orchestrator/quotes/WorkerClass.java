package dev.hone.orchestrator.quotes;

/// Workers of a pool that train on the same.
///
/// @param live those that are not silent, or hold a job
/// @param busy those among them that hold a job
/// @param memoryMebibytes what a job may plan with on the smallest of them; 0 if one cannot say
record WorkerClass(String device, int live, int busy, long memoryMebibytes) {}
