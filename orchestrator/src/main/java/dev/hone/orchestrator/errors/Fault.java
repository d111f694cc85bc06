package dev.hone.orchestrator.errors;

import org.jspecify.annotations.Nullable;

/// One thing wrong with a request.
///
/// @param param the request's member, dotted, e.g. `method.supervised.hyperparameters.n_epochs`
/// @param message names the thing, its value and what would be right
/// @param code stable code
public record Fault(@Nullable String param, String message, String code) {}
