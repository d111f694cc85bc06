package dev.hone.api.workers;

import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.workers.Drain;
import org.jspecify.annotations.Nullable;

/// How a worker is to be drained.
///
/// @param mode `finish`: it finishes its job; `hand_over`: the job stops at a checkpoint and goes
///   on elsewhere
record DrainWorker(@Nullable String mode) {
    Drain drain() {
        return Drain.of(String.valueOf(mode))
                .orElseThrow(() ->
                        ApiException.invalid(
                                "mode",
                                "invalid_mode",
                                "mode must be one of finish, hand_over, was "
                                        + (mode == null ? "not given" : "\"" + mode + "\"")));
    }
}
