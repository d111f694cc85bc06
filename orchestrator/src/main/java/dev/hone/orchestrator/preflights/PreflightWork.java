package dev.hone.orchestrator.preflights;

import dev.hone.protocol.BaseRef;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.preflight.PreflightSettings;
import org.jspecify.annotations.Nullable;

/// What a preflight goes over.
public record PreflightWork(
        BaseRef base,
        DatasetRef training,
        @Nullable DatasetRef validation,
        PreflightSettings settings) {}
