package dev.hone.orchestrator.preflights;

import dev.hone.protocol.BaseRef;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.JobSpec;
import dev.hone.protocol.preflight.PreflightSettings;
import org.jspecify.annotations.Nullable;

/// What a preflight goes over.
///
/// @param validationSplit share of the training file's questions that is kept back for validation;
///   there is no other validation file then
public record PreflightWork(
        BaseRef base,
        DatasetRef training,
        @Nullable DatasetRef validation,
        @Nullable Double validationSplit,
        PreflightSettings settings) {
    public PreflightWork {
        if (validation != null && validationSplit != null) {
            throw new IllegalArgumentException("rows for validation come from one place");
        }
    }

    /// What a job trains on.
    public static PreflightWork of(JobSpec job) {
        var training = job.trainingSpec();
        return new PreflightWork(
                job.base(),
                job.training(),
                job.validation(),
                null,
                new PreflightSettings(training.lossOn(), training.maxLength(), job.personalData()));
    }

    /// The same with validation rows from the training file.
    public PreflightWork split(double share) {
        return new PreflightWork(base, training, null, share, settings);
    }
}
