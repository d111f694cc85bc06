package dev.hone.orchestrator.preflights;

/// Fired within the transaction that ends a preflight: those who wait for it go on in the same.
public record PreflightEnded(PreflightView preflight) {}
