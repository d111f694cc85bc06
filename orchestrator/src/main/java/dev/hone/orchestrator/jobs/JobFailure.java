package dev.hone.orchestrator.jobs;

import dev.hone.protocol.FailureClass;

/// Why a job failed, and whose move is next.
///
/// @param code stable, e.g. `loss_not_finite`
public record JobFailure(FailureClass failure, String code, String message) {}
