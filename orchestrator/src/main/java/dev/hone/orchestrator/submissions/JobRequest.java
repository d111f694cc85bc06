package dev.hone.orchestrator.submissions;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A job as it was asked for, unchecked: whoever submits it is answered with all its faults
/// together.
///
/// @param model name or digest of a base model
/// @param trainingFile id of an uploaded file, or a dataset's version: `tickets@3`
/// @param suffix part of the adapter's name, at most 64 characters
/// @param seed drawn at random when absent
/// @param method `supervised`, or absent
/// @param hyperparameters as parsed from JSON: numbers, "auto", text, lists; null counts as "auto";
///   unknown names are refused
/// @param personalData actions by kind: `report`, `mask` or `reject`
/// @param placement which workers may take it, and how soon
/// @param validationSplit share of the training file's questions to be kept back for validation
/// @param preflight findings that are judged otherwise than by their severity
/// @param limits when the job must have ended and what it may take
public record JobRequest(
        String project,
        @Nullable String model,
        @Nullable String trainingFile,
        @Nullable String validationFile,
        @Nullable String suffix,
        @Nullable Long seed,
        @Nullable String method,
        Map<String, Object> hyperparameters,
        @Nullable Evaluation evaluation,
        Placement placement,
        Map<String, String> metadata,
        Map<String, String> personalData,
        @Nullable Double validationSplit,
        Overrides preflight,
        Bounds limits) {
    public JobRequest {
        personalData = Collections.unmodifiableMap(new LinkedHashMap<>(personalData));
        hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /// One that takes its rows and findings as they are.
    public JobRequest(
            String project,
            @Nullable String model,
            @Nullable String trainingFile,
            @Nullable String validationFile,
            @Nullable String suffix,
            @Nullable Long seed,
            @Nullable String method,
            Map<String, Object> hyperparameters,
            @Nullable Evaluation evaluation,
            Placement placement,
            Map<String, String> metadata) {
        this(
                project,
                model,
                trainingFile,
                validationFile,
                suffix,
                seed,
                method,
                hyperparameters,
                evaluation,
                placement,
                metadata,
                Map.of(),
                null,
                Overrides.NONE,
                Bounds.NONE);
    }

    /// There will be rows to measure the validation loss on.
    boolean validates() {
        return validationFile != null || validationSplit != null;
    }

    /// The same on other files, which need no splitting.
    JobRequest on(String training, String validation) {
        return new JobRequest(
                project,
                model,
                training,
                validation,
                suffix,
                seed,
                method,
                hyperparameters,
                evaluation,
                placement,
                metadata,
                personalData,
                null,
                preflight,
                limits);
    }

    /// Where in the queues the job waits.
    ///
    /// @param pool the first one when absent
    /// @param priority -100–100, higher first, 0 when absent
    /// @param labels that a worker must have to get it
    public record Placement(
            @Nullable String pool, @Nullable Integer priority, Map<String, String> labels) {
        public static final Placement ANYWHERE = new Placement(null, null, Map.of());

        public Placement {
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        }
    }

    /// Findings of the preflight by code.
    ///
    /// @param ignore these do not block the job
    /// @param refuse these do, though they are warnings
    public record Overrides(List<String> ignore, List<String> refuse) {
        public static final Overrides NONE = new Overrides(List.of(), List.of());

        public Overrides {
            ignore = List.copyOf(ignore);
            refuse = List.copyOf(refuse);
        }
    }

    /// Where a job is stopped at a checkpoint, and fails.
    ///
    /// @param workerSeconds that all its attempts may take together
    /// @param money that they may cost together, in the currency of the pool's price
    public record Bounds(
            @Nullable Instant deadline, @Nullable Double workerSeconds, @Nullable Double money) {
        public static final Bounds NONE = new Bounds(null, null, null);
    }

    /// Held-out rows that base and adapter answer after training.
    ///
    /// @param maxRows 200 when absent
    /// @param maxNewTokens 128 when absent
    public record Evaluation(
            String file, @Nullable Integer maxRows, @Nullable Integer maxNewTokens) {}
}
