package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.quotes.QuoteView;
import dev.hone.orchestrator.scheduling.Forecast;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows as their owners see them.
final class JobViews {
    private JobViews() {}

    /// @param places in the queue by job id
    /// @param quotes by job id
    static JobView of(
            JobEntity job, Map<String, Forecast.Place> places, Map<String, QuoteView> quotes) {
        return new JobView(
                job.id,
                job.state(),
                job.spec(),
                job.suffix,
                job.requested(),
                job.metadata(),
                job.pool,
                job.priority,
                job.needs().labels(),
                job.createdAt,
                new JobView.Limits(
                        job.deadlineAt, job.budgetSeconds, job.budgetMoney, job.budgetCurrency),
                job.startedAt,
                job.finishedAt,
                job.attempt,
                job.worker,
                places.get(job.id),
                job.cancelRequestedAt != null,
                progress(job),
                job.trainedTokens,
                evaluation(job),
                resultFiles(job),
                job.origins(),
                quotes.get(job.id));
    }

    private static JobView.Progress progress(JobEntity job) {
        return new JobView.Progress(
                job.step,
                job.totalSteps,
                job.loss,
                job.validationLoss,
                job.tokensPerSecond,
                job.finishedAt == null ? job.secondsLeft : null);
    }

    private static JobView.@Nullable Evaluation evaluation(JobEntity job) {
        if (job.evaluationRows == null
                || job.evaluationBaseExact == null
                || job.evaluationAdapterExact == null
                || job.reportFile == null) {
            return null;
        }
        return new JobView.Evaluation(
                job.evaluationRows,
                job.evaluationBaseExact,
                job.evaluationAdapterExact,
                job.reportFile);
    }

    private static List<String> resultFiles(JobEntity job) {
        return Stream.of(job.metricsFile, job.reportFile).filter(Objects::nonNull).toList();
    }
}
