package dev.hone.orchestrator.quotes;

/// A job has been quoted; told in the transaction that keeps the quote.
///
/// @param leastMebibytes that a worker without a GPU must have for it
public record JobQuoted(String job, long leastMebibytes) {}
