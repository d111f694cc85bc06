package dev.hone.api.finetuning;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.jobs.JobFailure;
import dev.hone.orchestrator.jobs.JobState;
import dev.hone.orchestrator.jobs.JobView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A job in OpenAI's shape. Its Java client insists on `hyperparameters` being an object, on
/// `error` being null or complete, and on `seed` being an integer.
///
/// @param createdAt seconds since 1970
/// @param status OpenAI's name of the state; ours stands in x_hone.state
/// @param hyperparameters what a client of the time before `method` looks for
/// @param method as asked for; what became of "auto" stands in x_hone.hyperparameters
@Schema(name = "FineTuningJob")
@JsonNaming(SnakeCaseStrategy.class)
record JobObject(
        String id,
        String object,
        long createdAt,
        @Nullable ErrorObject error,
        @Nullable Long finishedAt,
        @Nullable String fineTunedModel,
        Map<String, @Nullable Object> hyperparameters,
        String model,
        String organizationId,
        List<String> resultFiles,
        String status,
        @Nullable Long trainedTokens,
        String trainingFile,
        @Nullable String validationFile,
        int seed,
        List<Object> integrations,
        @Nullable Long estimatedFinish,
        Method method,
        Map<String, String> metadata,
        @Nullable String userProvidedSuffix,
        JobExtension xHone) {

    private static final String AUTO = "auto";

    /// All three members, or no error at all.
    @Schema(name = "FineTuningJobError")
    record ErrorObject(String code, String message, @Nullable String param) {
        static @Nullable ErrorObject of(@Nullable JobFailure failure) {
            return failure == null
                    ? null
                    : new ErrorObject(failure.code(), failure.message(), null);
        }
    }

    @Schema(name = "FineTuningMethod")
    record Method(String type, Parameters supervised) {}

    @Schema(name = "FineTuningMethodEcho")
    record Parameters(Map<String, @Nullable Object> hyperparameters) {}

    static JobObject of(JobView job, Instant now) {
        var spec = job.spec();
        return new JobObject(
                job.id(),
                "fine_tuning.job",
                job.createdAt().getEpochSecond(),
                ErrorObject.of(job.failure()),
                job.finishedAt() == null ? null : job.finishedAt().getEpochSecond(),
                job.fineTunedModel(),
                basics(job),
                spec.base().name(),
                "org-" + job.project(),
                job.resultFiles(),
                status(job.state()),
                job.trainedTokens(),
                spec.training().fileId(),
                spec.validation() == null ? null : spec.validation().fileId(),
                Math.toIntExact(spec.seed()),
                List.of(),
                estimatedFinish(job, now),
                new Method("supervised", new Parameters(requested(job))),
                job.metadata(),
                job.suffix(),
                JobExtension.of(job));
    }

    /// OpenAI knows six states; a job that is being cancelled still runs.
    static String status(JobState state) {
        return switch (state) {
            case JobState.Validating _ -> "validating_files";
            case JobState.Queued _, JobState.Retrying _ -> "queued";
            case JobState.Running _, JobState.Finalizing _, JobState.Cancelling _ -> "running";
            case JobState.Pausing _ -> "pausing";
            case JobState.Paused _ -> "paused";
            case JobState.Succeeded _ -> "succeeded";
            case JobState.Failed _ -> "failed";
            case JobState.Cancelled _ -> "cancelled";
        };
    }

    /// The three hyper-parameters that clients expect to find, with the values that are used.
    private static Map<String, @Nullable Object> basics(JobView job) {
        var basics = new LinkedHashMap<String, @Nullable Object>();
        basics.put("n_epochs", job.spec().trainingSpec().epochs());
        basics.put("batch_size", job.spec().trainingSpec().batchSize());
        basics.put(
                "learning_rate_multiplier",
                job.requestedHyperparameters().getOrDefault("learning_rate_multiplier", AUTO));
        return basics;
    }

    private static Map<String, @Nullable Object> requested(JobView job) {
        var requested = new LinkedHashMap<String, @Nullable Object>(job.requestedHyperparameters());
        for (var name : List.of("n_epochs", "batch_size", "learning_rate_multiplier")) {
            requested.putIfAbsent(name, AUTO);
        }
        return requested;
    }

    /// Of a job that waits, its quote. Of one that runs the later of its quote and its steps: the
    /// steps know the speed, the quote what follows them.
    private static @Nullable Long estimatedFinish(JobView job, Instant now) {
        Instant finish =
                switch (job.state()) {
                    case JobState.Queued _ -> job.quote() == null ? null : job.quote().finish();
                    case JobState.Running _ -> later(quoted(job), steps(job, now));
                    case JobState.Validating _, JobState.Retrying _, JobState.Paused _ -> null;
                    case JobState.Finalizing _, JobState.Pausing _, JobState.Cancelling _ -> null;
                    case JobState.Succeeded _, JobState.Failed _, JobState.Cancelled _ -> null;
                };
        return finish == null || finish.isBefore(now) ? null : finish.getEpochSecond();
    }

    private static @Nullable Instant quoted(JobView job) {
        var seconds = job.quote() == null ? null : job.quote().quote().seconds();
        return seconds == null || job.startedAt() == null
                ? null
                : job.startedAt().plusMillis(Math.round(1000 * seconds.expected()));
    }

    private static @Nullable Instant steps(JobView job, Instant now) {
        var left = job.progress().secondsLeft();
        return left == null ? null : now.plusMillis(Math.round(1000 * left));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }
}
