package dev.hone.protocol;

/// A worker's question for work.
///
/// @param worker stable id of the worker process
/// @param pool pool it serves
/// @param device what it trains on, in words, e.g. "cpu, 2 threads"
/// @param version version of the worker's code
/// @param memoryMebibytes what a job may plan with on it; 0 where it cannot say
public record ClaimRequest(
        String worker, String pool, String device, String version, long memoryMebibytes) {
    public ClaimRequest {
        Checks.notBlank("worker", worker);
        Checks.notBlank("pool", pool);
        Checks.notBlank("version", version);
        Checks.within("memoryMebibytes", memoryMebibytes, 0, Integer.MAX_VALUE);
    }
}
