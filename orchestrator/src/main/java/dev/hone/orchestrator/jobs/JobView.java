package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.datasets.Origin;
import dev.hone.orchestrator.quotes.QuoteView;
import dev.hone.orchestrator.scheduling.Forecast;
import dev.hone.protocol.JobSpec;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job as its owner sees it.
///
/// @param spec what runs: every "auto" resolved, `spec.model()` is the adapter's name to be
/// @param suffix as asked for
/// @param requestedHyperparameters as asked for, "auto" included
/// @param workerLabels that a worker must have to get it
/// @param limits when it must have ended and what it may take
/// @param attempt how often it has been started, 0 before the first time
/// @param worker who owns it now, or owned it last
/// @param place in the queue; null when it does not wait, or since a moment only
/// @param cancelRequested somebody asked to cancel it
/// @param resultFiles ids, the metrics table first
/// @param origins of its files that were of a dataset's version or of a split when it was submitted
/// @param quote what it was expected to take; null until it has been quoted
public record JobView(
        String id,
        JobState state,
        JobSpec spec,
        @Nullable String suffix,
        Map<String, Object> requestedHyperparameters,
        Map<String, String> metadata,
        String pool,
        int priority,
        Map<String, String> workerLabels,
        Instant createdAt,
        Limits limits,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int attempt,
        @Nullable String worker,
        Forecast.@Nullable Place place,
        boolean cancelRequested,
        Progress progress,
        @Nullable Long trainedTokens,
        @Nullable Evaluation evaluation,
        List<String> resultFiles,
        List<Origin> origins,
        @Nullable QuoteView quote) {
    public JobView {
        requestedHyperparameters =
                Collections.unmodifiableMap(new LinkedHashMap<>(requestedHyperparameters));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        resultFiles = List.copyOf(resultFiles);
        origins = List.copyOf(origins);
    }

    /// What stops the job, null each where nothing does.
    ///
    /// @param workerSeconds that all its attempts may take, also for the sake of its money
    /// @param money that they may cost, as its owner said it
    /// @param currency of the money
    public record Limits(
            @Nullable Instant deadline,
            @Nullable Double workerSeconds,
            @Nullable Double money,
            @Nullable String currency) {
        public static final Limits NONE = new Limits(null, null, null, null);
    }

    /// In the queue: 1 is next; null when it does not wait, or since a moment only.
    public @Nullable Integer queuePosition() {
        return place == null ? null : place.position();
    }

    public String project() {
        return spec.project();
    }

    /// The adapter's name once there is one.
    public @Nullable String fineTunedModel() {
        return state instanceof JobState.Succeeded ? spec.model() : null;
    }

    /// Why it failed, if it did.
    public @Nullable JobFailure failure() {
        return state instanceof JobState.Failed(JobFailure cause) ? cause : null;
    }

    /// What is to be said of that failure.
    public @Nullable Explanation explanation() {
        var failure = failure();
        return failure == null ? null : Explanation.of(failure, worker);
    }

    /// @param totalSteps 0 while unknown
    /// @param loss of the last step
    /// @param validationLoss of the last validation
    public record Progress(
            int step,
            int totalSteps,
            @Nullable Double loss,
            @Nullable Double validationLoss,
            @Nullable Double tokensPerSecond,
            @Nullable Double secondsLeft) {}

    /// How base and adapter did on the held-out rows.
    public record Evaluation(int rows, int baseExact, int adapterExact, String reportFileId) {}
}
