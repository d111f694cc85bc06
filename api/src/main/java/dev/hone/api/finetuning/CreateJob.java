package dev.hone.api.finetuning;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.api.problem.JsonMembers;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.submissions.JobRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a job's creation. Members that nobody knows are refused by name: a misspelt one
/// would train something else than was meant.
///
/// @param model name or digest of a base model
/// @param trainingFile id of an uploaded file, or a dataset's version: `tickets@3`, `tickets@prod`
/// @param method how to train; `supervised` where absent
/// @param hyperparameters OpenAI's old place for them; the method's come first
/// @param integrations must be absent or empty
/// @param xHone what OpenAI's request has no place for
@Schema(
        name = "CreateFineTuningJob",
        requiredProperties = {"model", "training_file"})
@JsonNaming(SnakeCaseStrategy.class)
record CreateJob(
        @Nullable String model,
        @Nullable String trainingFile,
        @Nullable String validationFile,
        @Nullable String suffix,
        @Nullable Long seed,
        @Nullable Method method,
        @Nullable Map<String, @Nullable Object> hyperparameters,
        @Nullable List<Map<String, @Nullable Object>> integrations,
        @Nullable Map<String, String> metadata,
        @Nullable Extension xHone,
        @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {

    /// @param type `supervised`
    @Schema(name = "FineTuningMethodRequest")
    record Method(
            @Nullable String type,
            @Nullable Parameters supervised,
            @Nullable Parameters dpo,
            @Nullable Parameters reinforcement,
            @Schema(hidden = true) @JsonAnySetter
                    @Nullable Map<String, @Nullable Object> unknown) {}

    /// @param hyperparameters each a number, a text, true or false, or "auto": n_epochs, max_steps,
    ///   batch_size, gradient_accumulation_steps, learning_rate_multiplier, learning_rate,
    ///   schedule, warmup_ratio, warmup_steps, min_learning_rate_ratio, max_grad_norm,
    ///   weight_decay, max_length, packing, loss_on, precision, lora_rank, lora_alpha,
    ///   lora_dropout, target_modules (a list, or all-linear), use_rslora, use_dora, rank_pattern
    ///   and alpha_pattern (objects of numbers), checkpoint_every_steps, eval_every_steps,
    ///   load_best_model_at_end, early_stopping_patience, early_stopping_threshold
    @Schema(name = "FineTuningMethodParameters")
    record Parameters(@Nullable Map<String, @Nullable Object> hyperparameters) {}

    /// @param evaluationFile held-out rows that base and adapter answer after the training
    /// @param pool workers that may take the job
    /// @param priority -100–100, higher first
    /// @param workerLabels that a worker must have to get the job
    /// @param validationSplit share of the training file's questions to be kept back for
    ///   validation, above 0 and below 1
    /// @param personalData what is done with rows that hold secret, email, iban, card or phone:
    ///   each report, mask or reject
    /// @param dryRun true answers what the job would take, and creates nothing
    /// @param preflight findings that are judged otherwise than by their severity
    /// @param limits where the job is stopped at a checkpoint, and fails
    @Schema(name = "CreateFineTuningJobExtension")
    @JsonNaming(SnakeCaseStrategy.class)
    record Extension(
            @Nullable String evaluationFile,
            @Nullable Integer evaluationMaxRows,
            @Nullable Integer evaluationMaxNewTokens,
            @Nullable String pool,
            @Nullable Integer priority,
            @Nullable Map<String, @Nullable Object> workerLabels,
            @Nullable Double validationSplit,
            @Nullable Map<String, @Nullable Object> personalData,
            @Nullable Boolean dryRun,
            @Nullable Preflight preflight,
            @Nullable JobLimits limits,
            @Schema(hidden = true) @JsonAnySetter
                    @Nullable Map<String, @Nullable Object> unknown) {}

    /// Codes of findings.
    ///
    /// @param ignore errors that shall not block the job
    /// @param refuse warnings that shall
    @Schema(name = "PreflightOverrides")
    record Preflight(
            @Nullable List<String> ignore,
            @Nullable List<String> refuse,
            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, @Nullable Object> unknown) {
        JobRequest.Overrides overrides() {
            return new JobRequest.Overrides(codes(ignore), codes(refuse));
        }

        /// A null among them is no code, and refused as one that nobody knows.
        private static List<String> codes(@Nullable List<String> given) {
            return given == null ? List.of() : given.stream().map(String::valueOf).toList();
        }
    }

    /// Members that this API does not have; the orchestrator never sees them.
    List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        faults.addAll(JsonMembers.unknown("", unknown));
        if (method != null) {
            faults.addAll(JsonMembers.unknown("method.", method.unknown()));
        }
        if (xHone != null) {
            faults.addAll(JsonMembers.unknown("x_hone.", xHone.unknown()));
            if (xHone.preflight() != null) {
                faults.addAll(
                        JsonMembers.unknown("x_hone.preflight.", xHone.preflight().unknown()));
            }
            if (xHone.limits() != null) {
                faults.addAll(JsonMembers.unknown("x_hone.limits.", xHone.limits().unknown()));
            }
            if (xHone.evaluationFile() == null
                    && (xHone.evaluationMaxRows() != null
                            || xHone.evaluationMaxNewTokens() != null)) {
                faults.add(
                        new Fault(
                                "x_hone.evaluation_file",
                                "x_hone.evaluation_file must be given for an evaluation",
                                "missing_required_parameter"));
            }
        }
        if (integrations != null && !integrations.isEmpty()) {
            var types = new ArrayList<String>();
            integrations.forEach(one -> types.add(String.valueOf(one.get("type"))));
            faults.add(
                    new Fault(
                            "integrations",
                            "integrations must be empty, was " + types,
                            "unsupported_integration"));
        }
        return faults;
    }

    boolean isDryRun() {
        return xHone != null && Boolean.TRUE.equals(xHone.dryRun());
    }

    // javac leaves the annotations of type arguments out of the parameters of a record's
    // constructor, so a Map<String, @Nullable Object> looks like a Map<String, Object> there.
    @SuppressWarnings("NullAway")
    JobRequest request(String project) {
        return new JobRequest(
                project,
                model,
                trainingFile,
                validationFile,
                suffix,
                seed,
                method == null ? null : method.type(),
                effectiveHyperparameters(),
                evaluation(),
                placement(),
                metadata == null ? Map.of() : metadata,
                JsonMembers.texts(xHone == null ? null : xHone.personalData()),
                xHone == null ? null : xHone.validationSplit(),
                xHone == null || xHone.preflight() == null
                        ? JobRequest.Overrides.NONE
                        : xHone.preflight().overrides(),
                xHone == null || xHone.limits() == null
                        ? JobRequest.Bounds.NONE
                        : xHone.limits().bounds());
    }

    private JobRequest.Placement placement() {
        return xHone == null
                ? JobRequest.Placement.ANYWHERE
                : new JobRequest.Placement(
                        xHone.pool(), xHone.priority(), JsonMembers.texts(xHone.workerLabels()));
    }

    private Map<String, @Nullable Object> effectiveHyperparameters() {
        if (method != null
                && method.supervised() != null
                && method.supervised().hyperparameters() != null) {
            return method.supervised().hyperparameters();
        }
        if (hyperparameters != null) {
            return hyperparameters;
        }
        return Map.of();
    }

    private JobRequest.@Nullable Evaluation evaluation() {
        if (xHone == null || xHone.evaluationFile() == null) {
            return null;
        }
        return new JobRequest.Evaluation(
                xHone.evaluationFile(), xHone.evaluationMaxRows(), xHone.evaluationMaxNewTokens());
    }
}
