package dev.hone.orchestrator.preflights;

import dev.hone.protocol.BaseRef;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.preflight.PreflightSettings;
import org.jspecify.annotations.Nullable;

/// What a preflight goes over.
public record PreflightWork(
        BaseRef base,
        DatasetRef training,
        @Nullable DatasetRef validation,
        PreflightSettings settings) {
    /// What a job trains on.
    public static PreflightWork of(JobSpec job) {
        var training = job.trainingSpec();
        return new PreflightWork(
                job.base(),
                job.training(),
                job.validation(),
                new PreflightSettings(training.lossOn(), training.maxLength()));
    }
}
