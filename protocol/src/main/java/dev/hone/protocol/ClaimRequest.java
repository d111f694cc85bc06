package dev.hone.protocol;

/// A worker's question for work.
///
/// @param worker stable id of the worker process
/// @param pool pool it serves
/// @param device what it trains on, in words, e.g. "cpu, 2 threads"
/// @param version version of the worker's code
public record ClaimRequest(String worker, String pool, String device, String version) {
    public ClaimRequest {
        Checks.notBlank("worker", worker);
        Checks.notBlank("pool", pool);
        Checks.notBlank("version", version);
    }
}
