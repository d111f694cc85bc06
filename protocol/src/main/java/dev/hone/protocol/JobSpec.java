package dev.hone.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/// Everything that decides what a run does. Same spec, same adapter.
///
/// @param model name under which the adapter will be registered
/// @param validation rows whose loss is measured while training
/// @param evaluation rows that base and adapter answer after training
/// @param seed source of all randomness of the run
/// @param personalData what is done with personal data in the rows of all files
/// @param preflight absent where the installation asks for none
public record JobSpec(
        String jobId,
        String project,
        String model,
        BaseRef base,
        DatasetRef training,
        @Nullable DatasetRef validation,
        @Nullable EvaluationSpec evaluation,
        LoraSpec lora,
        TrainingSpec trainingSpec,
        long seed,
        PersonalDataPolicy personalData,
        @Nullable PreflightSpec preflight) {
    @JsonCreator
    public JobSpec {
        // Jobs stored before there was a policy have none.
        personalData = personalData == null ? PersonalDataPolicy.NONE : personalData;
        Checks.notBlank("jobId", jobId);
        Checks.notBlank("project", project);
        Checks.notBlank("model", model);
        Checks.within("seed", seed, 0, Integer.MAX_VALUE);
        if (validation == null && trainingSpec.validation().decides()) {
            throw new IllegalArgumentException(
                    "keeping the best adapter and stopping early need a validation dataset");
        }
    }

    /// One that takes its rows as they are and that no preflight looked at.
    public JobSpec(
            String jobId,
            String project,
            String model,
            BaseRef base,
            DatasetRef training,
            @Nullable DatasetRef validation,
            @Nullable EvaluationSpec evaluation,
            LoraSpec lora,
            TrainingSpec trainingSpec,
            long seed) {
        this(
                jobId,
                project,
                model,
                base,
                training,
                validation,
                evaluation,
                lora,
                trainingSpec,
                seed,
                PersonalDataPolicy.NONE,
                null);
    }

    /// The same, let in by a preflight.
    public JobSpec examinedBy(PreflightSpec examination) {
        return new JobSpec(
                jobId,
                project,
                model,
                base,
                training,
                validation,
                evaluation,
                lora,
                trainingSpec,
                seed,
                personalData,
                examination);
    }
}
