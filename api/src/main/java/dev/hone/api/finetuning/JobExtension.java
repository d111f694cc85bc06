package dev.hone.api.finetuning;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.datasets.Origin;
import dev.hone.orchestrator.jobs.Explanation;
import dev.hone.orchestrator.jobs.JobView;
import dev.hone.orchestrator.scheduling.Forecast;
import dev.hone.protocol.EvaluationSpec;
import dev.hone.protocol.PersonalDataPolicy;
import dev.hone.protocol.PreflightSpec;
import dev.hone.protocol.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a job knows beyond OpenAI's object.
///
/// @param state where the job stands, in our words
/// @param workerLabels that a worker must have to get the job
/// @param queuePosition 1 is next; null when it does not wait
/// @param queue why it waits and how long; null when it does not wait
/// @param limits where it is stopped at a checkpoint, and fails
/// @param attempt how often it has been started
/// @param totalSteps 0 while unknown
/// @param failureClass whose move is next: user, platform, resource, poison
/// @param failure what is to be said of its error; null of a job that has not failed
/// @param dataOrigins of its files that were of a dataset's version or of a split at submit
/// @param personalData what is done with personal data in the rows, by kind
/// @param preflight what looked at the rows, and which findings were overridden
/// @param hyperparameters every setting as it is used, nothing "auto"
/// @param quote what it was expected to take; null until it has been quoted
@Schema(name = "FineTuningJobExtension")
@JsonNaming(SnakeCaseStrategy.class)
record JobExtension(
        String state,
        String project,
        String pool,
        int priority,
        Map<String, String> workerLabels,
        String baseDigest,
        @Nullable Integer queuePosition,
        @Nullable QueuePlace queue,
        Limits limits,
        int attempt,
        @Nullable String worker,
        boolean cancelRequested,
        @Nullable Instant startedAt,
        int step,
        int totalSteps,
        @Nullable Double loss,
        @Nullable Double validationLoss,
        @Nullable Double tokensPerSecond,
        @Nullable Double secondsLeft,
        @Nullable Evaluation evaluation,
        @Nullable String failureClass,
        @Nullable Failure failure,
        List<DataOrigin> dataOrigins,
        PersonalDataPolicy personalData,
        @Nullable PreflightSpec preflight,
        Resolved hyperparameters,
        @Nullable QuoteObject quote) {

    static JobExtension of(JobView job) {
        var progress = job.progress();
        return new JobExtension(
                job.state().label(),
                job.project(),
                job.pool(),
                job.priority(),
                job.workerLabels(),
                job.spec().base().digest(),
                job.queuePosition(),
                QueuePlace.of(job.place()),
                Limits.of(job.limits()),
                job.attempt(),
                job.worker(),
                job.cancelRequested(),
                job.startedAt(),
                progress.step(),
                progress.totalSteps(),
                progress.loss(),
                progress.validationLoss(),
                progress.tokensPerSecond(),
                progress.secondsLeft(),
                Evaluation.of(job.spec().evaluation(), job.evaluation()),
                job.failure() == null ? null : lower(job.failure().failure()),
                Failure.of(job.explanation()),
                job.origins().stream().map(DataOrigin::of).toList(),
                job.spec().personalData(),
                job.spec().preflight(),
                Resolved.of(job),
                QuoteObject.of(job.quote()));
    }

    /// @param whoseMove user, platform or operator
    /// @param retryable whether the same job, unchanged, may succeed another time
    /// @param mapped whether the catalogue of failures knows what it is
    /// @param reference where the documentation has it
    @Schema(name = "FineTuningJobFailure")
    @JsonNaming(SnakeCaseStrategy.class)
    record Failure(
            String whoseMove,
            String cause,
            String fix,
            boolean retryable,
            boolean mapped,
            String reference) {
        static @Nullable Failure of(@Nullable Explanation explanation) {
            return explanation == null
                    ? null
                    : new Failure(
                            explanation.whoseMove(),
                            explanation.cause(),
                            explanation.fix(),
                            explanation.retryable(),
                            explanation.mapped(),
                            explanation.reference());
        }
    }

    /// @param deadline when it must have ended; null for no limit
    /// @param workerSeconds that all its attempts may take; null for no limit
    /// @param money that they may cost, which is counted in `workerSeconds`; null for no limit
    @Schema(name = "FineTuningJobLimits")
    @JsonNaming(SnakeCaseStrategy.class)
    record Limits(
            @Nullable Instant deadline,
            @Nullable Double workerSeconds,
            @Nullable Double money,
            @Nullable String currency) {

        static Limits of(JobView.Limits limits) {
            return new Limits(
                    limits.deadline(), limits.workerSeconds(), limits.money(), limits.currency());
        }
    }

    /// @param reason why it waits, in words
    /// @param estimatedStart null if nobody can know
    @Schema(name = "FineTuningJobQueuePlace")
    @JsonNaming(SnakeCaseStrategy.class)
    record QueuePlace(int position, String reason, @Nullable Instant estimatedStart) {
        static @Nullable QueuePlace of(Forecast.@Nullable Place place) {
            return place == null
                    ? null
                    : new QueuePlace(place.position(), place.reason(), place.starts());
        }
    }

    /// @param file id of a file of the job
    /// @param versions that held its bytes, or those of the file it was split from: `tickets@3`
    /// @param split null for a whole file
    @Schema(name = "FineTuningJobDataOrigin")
    record DataOrigin(String file, List<String> versions, @Nullable DataSplit split) {
        static DataOrigin of(Origin origin) {
            return new DataOrigin(origin.file(), origin.versions(), DataSplit.of(origin.split()));
        }
    }

    /// @param of id of the file that was split
    /// @param share of all questions that was to be kept back
    /// @param part `training` or `validation`
    @Schema(name = "FineTuningJobDataSplit")
    record DataSplit(String of, double share, long seed, String part) {
        static @Nullable DataSplit of(Origin.@Nullable Side side) {
            return side == null
                    ? null
                    : new DataSplit(side.of(), side.validation(), side.seed(), side.part());
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// The held-out rows, and once they are answered, how well.
    ///
    /// @param rows rows answered, null before
    @Schema(name = "FineTuningJobEvaluation")
    @JsonNaming(SnakeCaseStrategy.class)
    record Evaluation(
            String file,
            int maxRows,
            int maxNewTokens,
            @Nullable Integer rows,
            @Nullable Integer baseExact,
            @Nullable Integer adapterExact,
            @Nullable String reportFileId) {
        static @Nullable Evaluation of(
                @Nullable EvaluationSpec asked, JobView.@Nullable Evaluation done) {
            if (asked == null) {
                return null;
            }
            return new Evaluation(
                    asked.dataset().fileId(),
                    asked.maxRows(),
                    asked.maxNewTokens(),
                    done == null ? null : done.rows(),
                    done == null ? null : done.baseExact(),
                    done == null ? null : done.adapterExact(),
                    done == null ? null : done.reportFileId());
        }
    }

    /// By the names under which they are asked for.
    ///
    /// @param maxSteps absent where the epochs decide
    /// @param warmupSteps absent where the ratio decides
    /// @param minLearningRateRatio absent where the schedule has none
    /// @param evalEverySteps absent where the validation follows each epoch
    /// @param earlyStoppingPatience absent where nothing stops the training early
    @Schema(name = "ResolvedHyperparameters")
    @JsonNaming(SnakeCaseStrategy.class)
    record Resolved(
            int nEpochs,
            int batchSize,
            double learningRate,
            int loraRank,
            double loraAlpha,
            double loraDropout,
            List<String> targetModules,
            boolean useRslora,
            boolean useDora,
            Map<String, Integer> rankPattern,
            Map<String, Double> alphaPattern,
            String schedule,
            double warmupRatio,
            double maxGradNorm,
            double weightDecay,
            int maxLength,
            String precision,
            int checkpointEverySteps,
            int gradientAccumulationSteps,
            @Nullable Integer maxSteps,
            @Nullable Integer warmupSteps,
            @Nullable Double minLearningRateRatio,
            boolean packing,
            String lossOn,
            @Nullable Integer evalEverySteps,
            boolean loadBestModelAtEnd,
            @Nullable Integer earlyStoppingPatience,
            @Nullable Double earlyStoppingThreshold) {
        static Resolved of(JobView job) {
            var training = job.spec().trainingSpec();
            var validation = training.validation();
            var lora = job.spec().lora();
            return new Resolved(
                    training.epochs(),
                    training.batchSize(),
                    training.learningRate(),
                    lora.rank(),
                    lora.alpha(),
                    lora.dropout(),
                    lora.targetModules(),
                    lora.useRslora(),
                    lora.useDora(),
                    lora.rankPattern(),
                    lora.alphaPattern(),
                    lower(training.schedule()),
                    training.warmupRatio(),
                    training.maxGradNorm(),
                    training.weightDecay(),
                    training.maxLength(),
                    lower(training.precision()),
                    training.checkpointEverySteps(),
                    training.gradientAccumulationSteps(),
                    unlessZero(training.maxSteps()),
                    unlessZero(training.warmupSteps()),
                    training.schedule() == Schedule.COSINE_WITH_MIN_LR
                            ? training.minLearningRateRatio()
                            : null,
                    training.packing(),
                    lower(training.lossOn()),
                    unlessZero(validation.everySteps()),
                    validation.keepBest(),
                    unlessZero(validation.patience()),
                    validation.patience() == 0 ? null : validation.threshold());
        }

        private static @Nullable Integer unlessZero(int value) {
            return value == 0 ? null : value;
        }
    }
}
